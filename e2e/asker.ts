import { fetch } from './fetch'
import { lane } from './lane'

/** An answer as it came over the wire; the names of its headers in small letters. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

export type Question = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown
}

/** Asks the Kontor under test without a browser, on connections that are kept; follows no redirect. */
export type Asker = (path: string, question?: Question) => Promise<Answer>

const jsonType = { 'content-type': 'application/json' }

/** @param own headers of every request: who asks. */
export const askerAs =
  (own: Readonly<Record<string, string>> = {}, url = lane().url): Asker =>
  async (path, { method = 'GET', headers, body } = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...own, ...(body === undefined ? {} : jsonType), ...headers },
      redirect: 'manual',
      ...sent,
    })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() }
  }

/** What is asked at the same time: enough to keep the server busy. */
const atOnce = 8

/** Does something for each of many, several at a time. */
export const forEach = async <Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> => {
  const left = [...items]
  const turn = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item)
  }
  await Promise.all(Array.from({ length: atOnce }, turn))
}
