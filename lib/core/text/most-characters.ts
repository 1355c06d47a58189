/** The longest name of a skill and of a meter, wherever it is recorded, priced or typed, and of a unit. */
export const mostCharacters = { package: 100, meter: 64, unit: 32 } as const
