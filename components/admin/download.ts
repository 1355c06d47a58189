const unreached = 'The archive could not be made whole. Try again.'

const sentenceOf = async (answer: Response): Promise<string> => {
  const body = (await answer.json().catch(() => null)) as { detail?: { message?: string } } | null
  return body?.detail?.message ?? unreached
}

const nameOf = (answer: Response): string =>
  /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'invoices.zip'

const save = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/**
 * Fetches a file and hands it to the browser once it is there whole.
 * @param progress is told how many bytes came in so far.
 * @returns what went wrong, in a sentence; empty where nothing did.
 */
export const download = async (address: string, progress: (bytes: number) => void): Promise<string> => {
  try {
    const answer = await fetch(address)
    if (!answer.ok || !answer.body) return await sentenceOf(answer)
    const parts: Uint8Array<ArrayBuffer>[] = []
    let bytes = 0
    const reader = answer.body.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value)
      bytes += part.value.byteLength
      progress(bytes)
    }
    save(new Blob(parts, { type: 'application/zip' }), nameOf(answer))
    return ''
  } catch {
    return unreached
  }
}
