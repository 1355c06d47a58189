import { readEd25519Key } from './ed25519-key'
import { privateTargetsName, readNetworks } from './private-targets'
import { flagOf, groupOf, type Reader, readerOf, type Source, splitList, urlOf, wholeOf } from './setting-reader'
import { weaknessOf } from './weak-secret'

/** What the deployment is told from outside. Read once; every problem is reported at once. */
export type Settings = {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly demo: boolean
  readonly databaseUrl: string | null
  readonly ownerDatabaseUrl: string | null
  /** What stands between the app and the database: a pooler that gives each transaction another connection, or nothing. */
  readonly databasePooler: 'none' | 'transaction'
  readonly authSecret: string | null
  /** A private Ed25519 key as PKCS8 PEM or JWK: signs capabilities. Without one none are given out. */
  readonly capabilityKey: string | null
  readonly oidc: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string
    readonly name: string
    /** Whether addresses count as verified where the provider does not say. */
    readonly trustsEmails: boolean
  } | null
  readonly stripe: {
    readonly secretKey: string
    readonly publishableKey: string
    /** One, or several while one is replaced by another; separated by commas or spaces. */
    readonly webhookSecret: string
  } | null
  /** Whether Stripe adds tax to what is bought in Checkout (P8). Its account must be set up for that. */
  readonly automaticTax: boolean
  /** The server that e-mail goes out through, and whom it is from. Without one none is sent. */
  readonly mail: {
    readonly url: string
    readonly from: { readonly name: string; readonly address: string }
  } | null
  /** What schedulers prove themselves with at `/api/cron`; null closes that door. */
  readonly cronSecret: string | null
  /** How long one call of a scheduler may take: less than what ends it from outside. */
  readonly cronSeconds: number
  /** Whether the process runs jobs by itself. Off where a scheduler wakes them. */
  readonly scheduler: boolean
  /** Added to the clock of a demo, in seconds: a month can be closed without waiting for it. */
  readonly demoClockSeconds: number
}

/** Networks that messages may be sent to beside public ones; read again by whoever sends (`private-targets.ts`). */
const checkPrivateTargets = (reader: Reader): void => {
  const text = reader.text(privateTargetsName)
  if (text !== null && readNetworks(text) === null) {
    reader.problems.push(`${privateTargetsName} must list addresses and networks, such as 10.0.0.0/8, 127.0.0.1.`)
  }
}
/** What a process ends with that cannot start because of its settings: starting it again would come to the same. */
export const wrongSettingsExit = 78

export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  constructor(readonly problems: readonly string[]) {
    super(`Kontor cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

const isLoopback = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)

const stripeOf = (reader: Reader): Settings['stripe'] => {
  const keys = groupOf(reader, ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'])
  if (keys === null) return null
  const expect = (name: keyof typeof keys, pattern: RegExp, form: string) => {
    if (keys[name] !== '' && !pattern.test(keys[name])) reader.problems.push(`${name} must look like ${form}.`)
  }
  expect('STRIPE_SECRET_KEY', /^(sk|rk)_(test|live)_/, 'sk_test_… or sk_live_…')
  expect('STRIPE_PUBLISHABLE_KEY', /^pk_(test|live)_/, 'pk_test_… or pk_live_…')
  expect(
    'STRIPE_WEBHOOK_SECRET',
    /^whsec_[^\s,]*([\s,]+whsec_[^\s,]+)*$/,
    'whsec_…, or several of them separated by commas',
  )
  const mode = (key: string): string | undefined => /_(test|live)_/.exec(key)?.[1]
  const [secretMode, publishableMode] = [mode(keys.STRIPE_SECRET_KEY), mode(keys.STRIPE_PUBLISHABLE_KEY)]
  if (secretMode && publishableMode && secretMode !== publishableMode) {
    reader.problems.push(
      `STRIPE_SECRET_KEY is of ${secretMode} mode and STRIPE_PUBLISHABLE_KEY of ${publishableMode} mode; both must be of one.`,
    )
  }
  return {
    secretKey: keys.STRIPE_SECRET_KEY,
    publishableKey: keys.STRIPE_PUBLISHABLE_KEY,
    webhookSecret: keys.STRIPE_WEBHOOK_SECRET,
  }
}

const oidcOf = (reader: Reader): Settings['oidc'] => {
  const group = groupOf(reader, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
  if (group === null) return null
  const issuer = urlOf(reader, 'OIDC_ISSUER', ['https:', 'http:']) ?? ''
  if (issuer.startsWith('http:') && !isLoopback(issuer)) reader.problems.push('OIDC_ISSUER must use https.')
  return {
    issuer,
    clientId: group.OIDC_CLIENT_ID,
    clientSecret: group.OIDC_CLIENT_SECRET,
    name: reader.text('OIDC_NAME') ?? 'Single sign-on',
    trustsEmails: flagOf(reader, 'OIDC_TRUST_EMAILS') ?? false,
  }
}

/** `Kontor <billing@example.com>`, or the address alone. Null where it is neither. */
const senderOf = (text: string): NonNullable<Settings['mail']>['from'] | null => {
  const [, name = '', address = ''] = /^(?:([^<>\p{Cc}]*)<)?([^<>@\s,;]+@[^<>@\s,;]+?)>?$/u.exec(text) ?? []
  const isWhole = text.endsWith('>') === text.includes('<')
  return address !== '' && isWhole ? { name: name.trim().replace(/^"(.*)"$/, '$1'), address } : null
}

const canDecode = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== ''
  } catch {
    return false
  }
}

const mailOf = (reader: Reader): Settings['mail'] => {
  const group = groupOf(reader, ['SMTP_URL', 'MAIL_FROM'])
  if (group === null) return null
  const url = urlOf(reader, 'SMTP_URL', ['smtps:', 'smtp:']) ?? ''
  if (url !== '' && !canDecode(`${new URL(url).username}.${new URL(url).password}`)) {
    reader.problems.push('SMTP_URL has a user or password whose per cent signs are not escaped as %25.')
  }
  const from = senderOf(group.MAIL_FROM)
  if (group.MAIL_FROM !== '' && from === null) {
    reader.problems.push('MAIL_FROM must look like Kontor <billing@example.com>.')
  }
  return { url, from: from ?? { name: '', address: '' } }
}

const capabilityKeyOf = (reader: Reader): string | null => {
  const key = reader.text('KONTOR_CAPABILITY_KEY')
  if (key === null || readEd25519Key(key) !== null) return key
  reader.problems.push('KONTOR_CAPABILITY_KEY is no private Ed25519 key in PKCS8 PEM or JWK form.')
  return null
}

/** Who is admin is read again at each request, since a mounted list may change; here it is only checked. */
const checkAdminEmails = (reader: Reader): void => {
  const texts = splitList(reader.text('KONTOR_ADMIN_EMAILS') ?? '')
  for (const text of texts.filter((each) => !/^[!-~]+@[!-~]+$/.test(each))) {
    reader.problems.push(`KONTOR_ADMIN_EMAILS names "${text}", which is no e-mail address.`)
  }
}

/** Sent in a header, so without spaces; guessed by a stranger it would wake jobs and nothing more. */
const cronSecretOf = (reader: Reader): string | null => {
  const secret = reader.text('CRON_SECRET')
  if (secret === null) return null
  if (!/^[!-~]{16,200}$/.test(secret)) {
    reader.problems.push('CRON_SECRET must have 16 to 200 characters, without spaces. Make one: openssl rand -hex 32')
  } else if (new Set(secret).size < 6) {
    reader.problems.push('CRON_SECRET is too simple. Make one: openssl rand -hex 32')
  }
  return secret
}

const poolerOf = (reader: Reader): Settings['databasePooler'] => {
  const text = reader.text('DATABASE_POOLER') ?? 'none'
  if (text === 'none' || text === 'transaction') {
    if (text === 'transaction' && reader.text('DATABASE_OWNER_URL') === null) {
      reader.problems.push(
        'DATABASE_OWNER_URL is missing; with DATABASE_POOLER=transaction the owner needs a connection that passes by the pooler.',
      )
    }
    return text
  }
  reader.problems.push(`DATABASE_POOLER must be none or transaction, not "${text}".`)
  return 'none'
}

/** A demo lets anybody in as administrator, so off this machine it must be told twice. */
const checkDemo = (reader: Reader, settings: Settings): void => {
  if (!settings.demo) return
  if (settings.stripe?.secretKey.includes('_live_')) {
    reader.problems.push('KONTOR_DEMO cannot be used with a live STRIPE_SECRET_KEY.')
  }
  if (settings.databaseUrl !== null && flagOf(reader, 'KONTOR_DEMO_DATABASE') !== true) {
    reader.problems.push(
      'KONTOR_DEMO fills DATABASE_URL with made-up people and lets everybody into it; KONTOR_DEMO_DATABASE=true must say so too.',
    )
  }
  const reachable = !isLoopback(settings.url) || !['localhost', '127.0.0.1', '::1'].includes(settings.host)
  if (reachable && flagOf(reader, 'KONTOR_DEMO_IN_PUBLIC') !== true) {
    reader.problems.push(
      'KONTOR_DEMO lets everybody sign in as administrator; with a public KONTOR_URL or HOST, KONTOR_DEMO_IN_PUBLIC=true must say so too.',
    )
  }
}

const checkProduction = (reader: Reader, settings: Settings): void => {
  if (settings.demo) return
  const needs: [string, unknown][] = [
    ['DATABASE_URL', settings.databaseUrl],
    ['KONTOR_URL', reader.text('KONTOR_URL')],
    ['AUTH_SECRET', settings.authSecret],
    ['OIDC_ISSUER', settings.oidc],
    ['STRIPE_SECRET_KEY', settings.stripe],
  ]
  for (const [name, value] of needs) {
    if (value === null) reader.problems.push(`${name} is missing; only a demo (KONTOR_DEMO=true) runs without it.`)
  }
  if (new URL(settings.url).protocol === 'http:' && !isLoopback(settings.url)) {
    reader.problems.push('KONTOR_URL must use https; over http anybody on the way can take over a session.')
  }
}

/**
 * Reads the settings. Without Stripe keys and without a database of its own Kontor runs as a demo.
 * @throws SettingsError that names every missing or malformed setting.
 */
export const readSettings = (source: Source): Settings => {
  const reader = readerOf(source)
  const databaseUrl = urlOf(reader, 'DATABASE_URL', ['postgres:', 'postgresql:'])
  const stripe = stripeOf(reader)
  const demo = flagOf(reader, 'KONTOR_DEMO') ?? (stripe === null && databaseUrl === null)
  const port = wholeOf(reader, 'PORT', 3000, 1, 65_535)
  const settings: Settings = {
    url: urlOf(reader, 'KONTOR_URL', ['https:', 'http:']) ?? `http://localhost:${port}`,
    host: reader.text('HOST') ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    port,
    dataDir: reader.text('KONTOR_DATA_DIR') ?? '.kontor',
    demo,
    databaseUrl,
    ownerDatabaseUrl: urlOf(reader, 'DATABASE_OWNER_URL', ['postgres:', 'postgresql:']) ?? databaseUrl,
    databasePooler: poolerOf(reader),
    authSecret: reader.text('AUTH_SECRET'),
    capabilityKey: capabilityKeyOf(reader),
    oidc: oidcOf(reader),
    stripe,
    automaticTax: flagOf(reader, 'STRIPE_AUTOMATIC_TAX') ?? false,
    mail: mailOf(reader),
    cronSecret: cronSecretOf(reader),
    cronSeconds: wholeOf(reader, 'KONTOR_CRON_SECONDS', 50, 5, 780),
    scheduler: flagOf(reader, 'KONTOR_SCHEDULER') ?? true,
    demoClockSeconds: demo ? wholeOf(reader, 'KONTOR_DEMO_CLOCK_SECONDS', 0, -3_000_000_000, 3_000_000_000) : 0,
  }
  checkAdminEmails(reader)
  const weakness = settings.authSecret === null ? null : weaknessOf(settings.authSecret)
  if (weakness !== null) reader.problems.push(`AUTH_SECRET ${weakness}`)
  checkDemo(reader, settings)
  checkPrivateTargets(reader)
  checkProduction(reader, settings)
  if (reader.problems.length > 0) throw new SettingsError(reader.problems)
  return settings
}
