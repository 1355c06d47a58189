/** What can be seen of a key without using it. */
export type KeySeen = {
  readonly kind: 'secret' | 'publishable' | 'webhook' | 'other'
  /** Null where the key does not say. */
  readonly mode: 'test' | 'live' | null
  /** How the id of its account goes on after `acct_`; empty where the key does not carry it, as older ones do not. */
  readonly body: string
}

const kinds: Readonly<Record<string, KeySeen['kind']>> = { sk: 'secret', rk: 'secret', pk: 'publishable' }

/** Reads a key by its form: `sk_live_51…`, `rk_test_…`, `pk_…`, `whsec_…`. */
export const readKey = (key: string): KeySeen => {
  if (/^whsec_\S+$/.test(key)) return { kind: 'webhook', mode: null, body: '' }
  const [, prefix = '', mode, body = ''] = /^(sk|rk|pk)_(test|live)_(\S+)$/.exec(key) ?? []
  if (mode === undefined) return { kind: 'other', mode: null, body: '' }
  return { kind: kinds[prefix] ?? 'other', mode: mode === 'live' ? 'live' : 'test', body }
}

/**
 * Whether a key belongs to an account: keys since 2019 go on with `5` and the account's id.
 * @returns null where the key or the id is of another form, so that nobody can tell.
 */
export const isKeyOf = ({ body }: KeySeen, accountId: string): boolean | null => {
  const id = /^acct_(1\w{15})$/.exec(accountId)?.[1]
  if (id === undefined || !/^51\w{15}/.test(body)) return null
  return body.startsWith(`5${id}`)
}

/** A webhook endpoint as an account has it. */
export type EndpointSeen = {
  readonly id: string
  readonly url: string
  readonly enabled: boolean
  /** Null where it follows the account's default version. */
  readonly apiVersion: string | null
  /** `*` is all of them. */
  readonly events: readonly string[]
}

export type StripeSeen = {
  readonly accountId: string
  readonly secret: KeySeen
  readonly publishable: KeySeen
  readonly webhook: KeySeen
  readonly endpoints: readonly EndpointSeen[]
}

export type StripeWanted = { readonly url: string; readonly apiVersion: string; readonly events: readonly string[] }

/** `fault`: something does not work. `note`: it works, and could be tidier or could not be checked. */
export type Finding = { readonly level: 'fine' | 'note' | 'fault'; readonly sentence: string }

const fault = (sentence: string): Finding => ({ level: 'fault', sentence })
const note = (sentence: string): Finding => ({ level: 'note', sentence })
const fine = (sentence: string): Finding => ({ level: 'fine', sentence })

const checkKeys = ({ accountId, secret, publishable, webhook }: StripeSeen): Finding[] => {
  const found: Finding[] = []
  if (secret.kind !== 'secret') found.push(fault('The secret key is not one: it has to begin with sk_ or rk_.'))
  if (publishable.kind !== 'publishable') found.push(fault('The publishable key is not one: it has to begin with pk_.'))
  if (webhook.kind !== 'webhook') {
    found.push(fault('There is no signing secret of the webhook endpoint: it has to begin with whsec_.'))
  }
  if (secret.mode !== null && publishable.mode !== null && secret.mode !== publishable.mode) {
    found.push(fault(`The secret key is for ${secret.mode} mode, the publishable key for ${publishable.mode} mode.`))
  }
  const own = isKeyOf(publishable, accountId)
  if (own === false) found.push(fault(`The publishable key belongs to another account than ${accountId}.`))
  if (own === null) {
    found.push(
      note(`The publishable key does not show its account, so that it could not be compared with ${accountId}.`),
    )
  }
  if (found.some(({ level }) => level === 'fault')) return found
  const mode = secret.mode === null ? '' : ` in ${secret.mode} mode`
  return [fine(`The keys are of account ${accountId}${mode}.`), ...found]
}

const checkVersion = ({ apiVersion }: EndpointSeen, wanted: string): Finding => {
  if (apiVersion === wanted) return fine(`It sends events of API version ${wanted}.`)
  const sent = apiVersion === null ? "the account's default API version" : `API version ${apiVersion}`
  return fault(`It sends events of ${sent}; it should be ${wanted}. Create the endpoint again with that version.`)
}

const checkEvents = ({ events }: EndpointSeen, wanted: readonly string[]): Finding[] => {
  if (events.includes('*')) return [note('It subscribes to all events; Kontor records those it does not act on.')]
  const missing = wanted.filter((type) => !events.includes(type))
  const superfluous = events.filter((type) => !wanted.includes(type))
  return [
    ...(missing.length > 0 ? [fault(`It does not subscribe to: ${missing.join(', ')}.`)] : []),
    ...(missing.length === 0 ? [fine(`It subscribes to the ${wanted.length} events that Kontor acts on.`)] : []),
    ...(superfluous.length > 0
      ? [note(`It subscribes to events that are only recorded: ${superfluous.join(', ')}.`)]
      : []),
  ]
}

const checkEndpoints = (endpoints: readonly EndpointSeen[], { url, apiVersion, events }: StripeWanted): Finding[] => {
  const at = endpoints.filter((endpoint) => endpoint.url === url)
  const [endpoint] = at.filter(({ enabled }) => enabled).concat(at)
  if (!endpoint) {
    const others = endpoints.map((each) => each.url).join(', ')
    const elsewhere = others === '' ? 'The account has none.' : `The account has: ${others}.`
    return [fault(`No webhook endpoint leads to ${url}. ${elsewhere}`)]
  }
  const twice = at.filter(({ enabled }) => enabled).length
  return [
    endpoint.enabled
      ? fine(`The webhook endpoint ${endpoint.id} leads to ${url}.`)
      : fault(`The webhook endpoint ${endpoint.id} at ${url} is disabled.`),
    ...(twice > 1
      ? [fault(`${twice} enabled endpoints lead to ${url}; each signs with its own secret. Keep one.`)]
      : []),
    checkVersion(endpoint, apiVersion),
    ...checkEvents(endpoint, events),
  ]
}

/** Holds what can be seen of an account and of its keys against what Kontor needs. A pure function of both. */
export const checkStripeSetup = (seen: StripeSeen, wanted: StripeWanted): Finding[] => [
  ...checkKeys(seen),
  ...checkEndpoints(seen.endpoints, wanted),
]
