/** A decision of the core that says no: a code for machines, a sentence for people, and the facts behind it. */
export type Refused<Code extends string = string> = {
  readonly refused: Code
  readonly sentence: string
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

export const refuse = <Code extends string>(
  refused: Code,
  sentence: string,
  facts: Refused['facts'] = {},
): Refused<Code> => ({ refused, sentence, facts })

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value
