type Makers = Readonly<Record<string, () => unknown>>;

type Made<All extends Makers> = { readonly [Name in keyof All]: ReturnType<All[Name]> };

/**
 * An object whose members are made when they are first asked for, and are the same from then on. Schemas take their
 * time to be made, and a function that starts needs few of many.
 */
export function madeWhenAsked<const All extends Makers>(makers: All): Made<All>;
export function madeWhenAsked(makers: Makers): object {
  const made = {};
  for (const [name, make] of Object.entries(makers)) {
    const get = (): unknown => {
      const value = make();
      Object.defineProperty(made, name, { enumerable: true, value });
      return value;
    };
    Object.defineProperty(made, name, { configurable: true, enumerable: true, get });
  }
  return made;
}
