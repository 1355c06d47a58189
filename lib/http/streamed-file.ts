export type StreamedFile = {
  readonly name: string
  readonly type: string
  readonly parts: AsyncIterable<Uint8Array>
}

/** A file that is sent while it is made: however long it is, no more than a part of it is in memory. */
export const streamedFile = ({ name, type, parts }: StreamedFile): Response => {
  const iterator = parts[Symbol.asyncIterator]()
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => {
      await iterator.return?.()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
