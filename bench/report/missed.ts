/** Of each target by its name: why it is missed, where it is, and what was tried. To be kept true by who changes the store. */
export const whyMissed: Readonly<Record<string, string>> = {};
