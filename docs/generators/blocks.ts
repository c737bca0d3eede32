const BLOCK = /<!-- generated:([\w-]+) -->[\s\S]*?<!-- \/generated -->/gu;

/**
 * A hand-written text with its generated blocks renewed.
 * @throws Error when the text names a block that nobody makes, or lacks one that is made
 */
export function withBlocks(text: string, blocks: Readonly<Record<string, () => string>>): string {
  const missing = new Set(Object.keys(blocks));
  const renewed = text.replaceAll(BLOCK, (_, name: string) => {
    const make = blocks[name];
    if (make === undefined) throw new Error(`nobody makes the block ${name}`);
    missing.delete(name);
    return `<!-- generated:${name} -->\n\n${make()}\n\n<!-- /generated -->`;
  });
  if (missing.size > 0) throw new Error(`blocks without a place: ${[...missing].join(", ")}`);
  return renewed;
}
