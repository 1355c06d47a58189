import { ask, reasonOf, textIn } from './ask'
import { crc32c } from './crc32c'

/** A secret as it was found, that a project has none of that name, or why it could not be read. */
export type Accessed = { readonly secret: string } | 'absent' | { readonly problem: string }

export type Vault = {
  /** Where Secret Manager answers. */
  readonly address: string
  /** Empty where it asks for none: an emulator. */
  readonly token: string
}

const decode = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
  } catch {
    return null
  }
}

/** Reads what a version holds, and that it arrived as it was sent. */
const payloadOf = (body: unknown): Accessed => {
  const bytes = Buffer.from(textIn(body, 'payload', 'data'), 'base64')
  const sum = textIn(body, 'payload', 'dataCrc32c')
  if (sum !== '' && sum !== String(crc32c(bytes))) return { problem: 'it arrived damaged: its checksum is another' }
  const secret = decode(bytes)
  if (secret === null) return { problem: 'it is no text' }
  return secret === '' ? { problem: 'it is empty' } : { secret }
}

/** Reads the latest version of a secret from one project of Google Secret Manager. */
export const accessSecret = async ({ address, token }: Vault, project: string, name: string): Promise<Accessed> => {
  const answer = await ask(`${address}/v1/projects/${project}/secrets/${name}/versions/latest:access`, {
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
  })
  if (answer.status === 200) return payloadOf(answer.body)
  return answer.status === 404 ? 'absent' : { problem: reasonOf(answer) }
}
