/** The longest name of a skill and of a meter, wherever it is recorded, priced or typed, of a unit and of a person. */
export const mostCharacters = { package: 100, meter: 64, unit: 32, person: 100 } as const
