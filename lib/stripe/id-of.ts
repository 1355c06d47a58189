/** The id behind something that Stripe names or writes out; empty where there is nothing. */
export const idOf = (reference: string | { readonly id: string } | null | undefined): string =>
  typeof reference === 'string' ? reference : (reference?.id ?? '')
