const texts = new WeakMap<Response, string>()

/** An answer in JSON that remembers its text: the front server need not read it back out of a stream. */
export const jsonAnswer = (
  value: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response => {
  const text = JSON.stringify(value)
  const { status = 200, headers = {} } = init
  const response = new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } })
  texts.set(response, text)
  return response
}

/** The body of an answer. */
export const bodyOf = async (response: Response): Promise<string | Buffer> =>
  texts.get(response) ?? Buffer.from(await response.arrayBuffer())
