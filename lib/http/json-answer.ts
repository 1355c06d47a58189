/**
 * An answer in JSON. It has of a `Response` what routes and tests of them touch, without its streams: only Next wants a
 * whole one, and the front server sends this as it is.
 */
export class JsonAnswer {
  readonly status: number
  readonly body: string
  /** By name in lower case. */
  readonly headers: Map<string, string>

  constructor(value: unknown, status: number, headers: Readonly<Record<string, string>>) {
    this.status = status
    this.body = JSON.stringify(value)
    this.headers = new Map(Object.entries(headers))
    this.headers.set('content-type', 'application/json')
  }
}

/** What a route answers. */
export type Answer = Response | JsonAnswer

export const jsonAnswer = (
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): JsonAnswer => new JsonAnswer(value, status, headers)

/** The answer as the platform knows answers. */
export const responseOf = (answer: Answer): Response =>
  answer instanceof JsonAnswer
    ? new Response(answer.body, { status: answer.status, headers: [...answer.headers] })
    : answer

/** The body of an answer: at once, if it is not still to be read. */
export const bodyOf = (answer: Answer): string | Promise<Buffer> =>
  answer instanceof JsonAnswer ? answer.body : answer.arrayBuffer().then((bytes) => Buffer.from(bytes))
