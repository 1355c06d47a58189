import { streamedFile } from './streamed-file'

/** A file of text that is sent while it is made. */
export const csvResponse = (name: string, parts: AsyncIterable<string>): Response =>
  streamedFile({ name, type: 'text/csv; charset=utf-8', parts: encoded(parts) })

async function* encoded(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const part of parts) yield encoder.encode(part)
}
