import type { ApiParameter, Operation } from '@/lib/contracts/api/document-types'

export type CurlInput = {
  readonly url: string
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const credentials: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['-H "Authorization: Bearer $KONTOR_API_KEY"'],
  session: ['-b "next-auth.session-token=$SESSION"'],
  stripeSignature: ['-H "Stripe-Signature: $SIGNATURE"'],
  cronSecret: ['-H "Authorization: Bearer $CRON_SECRET"'],
}

/** The operation's first example as a command for a shell; secrets come from its variables. */
export const curlExample = ({ url, method, path, operation }: CurlInput): string => {
  const given = operation.parameters.filter((each): each is ApiParameter => 'in' in each)
  const address = given
    .filter((each) => each.in === 'path')
    .reduce((at, { name, example }) => at.replace(`{${name}}`, encodeURIComponent(String(example))), path)
  const query = given
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`)
  const target = `${url}${address}${query.length > 0 ? `?${query.join('&')}` : ''}`
  const scheme = Object.keys(operation.security[0] ?? {})[0] ?? ''
  const [example] = Object.values(operation.requestBody?.content['application/json']?.examples ?? {})
  const body = example
    ? [
        "-H 'Content-Type: application/json'",
        `-d ${quoted(JSON.stringify(example.value, null, 2)).replaceAll('\n', '\n  ')}`,
      ]
    : []
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${quoted(target)}`,
    ...(credentials[scheme] ?? []),
    ...body,
  ].join(' \\\n  ')
}
