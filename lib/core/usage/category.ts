export const categories = ['AUTOMATION', 'AI', 'API', 'BYPASSED'] as const

/** Under what an operation is billed (M8). */
export type Category = (typeof categories)[number]

/** What is known of an operation: it ran in an automation, it used AI, it was called with an API key. */
export type OperationTraits = { readonly automation: boolean; readonly ai: boolean; readonly apiKey: boolean }

/**
 * The one category of an operation (M8): automation before AI before a plain API-key call, whatever else is true of it.
 * What is none of them is bypassed.
 */
export const categoryOf = ({ automation, ai, apiKey }: OperationTraits): Category => {
  if (automation) return 'AUTOMATION'
  if (ai) return 'AI'
  return apiKey ? 'API' : 'BYPASSED'
}

/** False for what is bypassed: it is never metered and never blocked. */
export const isMetered = (category: Category): boolean => category !== 'BYPASSED'
