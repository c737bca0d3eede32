export const pages = (_d: unknown) => ({ docs: ["x"] });
