/** Milliseconds of a UTC day. */
export const dayLength = 86_400_000;

/** The UTC day of a moment (milliseconds since 1970): days since 1 January 1970. */
export const dayOf = (time: number): number => Math.floor(time / dayLength);

/** Milliseconds from the beginning of its UTC day to a moment. */
export const timeOfDay = (time: number): number => time - dayOf(time) * dayLength;

/** The moment (milliseconds since 1970) at which a UTC day begins. */
export const startOf = (day: number): number => day * dayLength;
