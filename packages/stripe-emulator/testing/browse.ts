import type { Harness } from './harness'

export type PageAnswer = {
  readonly status: number
  readonly body: Record<string, unknown> & { error?: Record<string, unknown> }
}

/** What a page of the emulator sends, from the address it was opened with: the secret is in the fragment. */
export const ask = async ({ emulator }: Harness, address: string, step: string, body?: object): Promise<PageAnswer> => {
  const [path, secret] = address.split('#')
  const response = await emulator.fetch(
    new Request(`${path}/${step}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )
  return { status: response.status, body: (await response.json()) as PageAnswer['body'] }
}

/** What somebody types into a card form. */
export const typedCard = (number: string) => ({ name: 'Anna Muster', number, expiry: '12 / 34', cvc: '123' })

/** What somebody types into the form of a debit. */
export const typedAccount = (iban: string) => ({ email: 'anna@example.com', name: 'Anna Muster', iban })
