import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newEd25519Key } from './ed25519-key'
import { readSettings, SettingsError } from './env'

const production = {
  DATABASE_URL: 'postgres://kontor@db.example/kontor',
  KONTOR_URL: 'https://billing.example.com/',
  AUTH_SECRET: 'Yq3vT8mZ1kLw5pR9sXc2nBf7hJd4gUa6',
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'kontor',
  OIDC_CLIENT_SECRET: 'secret',
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
}
const stripeTest = {
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
}
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(production).filter(([name]) => !names.includes(name)))

const ed25519 = generateKeyPairSync('ed25519')
const pem = ed25519.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
const publicJwk = JSON.stringify(ed25519.publicKey.export({ format: 'jwk' }))
const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ format: 'pem', type: 'pkcs8' })
  .toString()

const problems = (source: Record<string, string | undefined>): readonly string[] => {
  try {
    readSettings(source)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

test('with nothing set it is a demo on this machine, with no database, sign-on or Stripe of its own', () => {
  expect(readSettings({})).toEqual({
    url: 'http://localhost:3000',
    host: '127.0.0.1',
    port: 3000,
    dataDir: '.kontor',
    demo: true,
    databaseUrl: null,
    ownerDatabaseUrl: null,
    databasePooler: 'none',
    authSecret: null,
    capabilityKey: null,
    oidc: null,
    stripe: null,
    automaticTax: false,
    mail: null,
    cronSecret: null,
    cronSeconds: 50,
    scheduler: true,
    demoClockSeconds: 0,
  })
})

test('with everything set it is no demo, and listens to the network', () => {
  const settings = readSettings(production)
  expect(settings).toMatchObject({
    demo: false,
    host: '0.0.0.0',
    url: 'https://billing.example.com',
    databaseUrl: production.DATABASE_URL,
    ownerDatabaseUrl: production.DATABASE_URL,
    oidc: { issuer: 'https://login.example.com', name: 'Single sign-on' },
    stripe: { secretKey: 'sk_live_1', publishableKey: 'pk_live_1', webhookSecret: 'whsec_1' },
  })
})

test.each(['DATABASE_URL', 'KONTOR_URL', 'AUTH_SECRET'])(
  'production does not start without %s, and says so',
  (name) => {
    expect(problems(without(name))).toEqual([`${name} is missing; only a demo (KONTOR_DEMO=true) runs without it.`])
  },
)

test.each([
  ['OIDC_ISSUER', ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']],
  ['STRIPE_SECRET_KEY', Object.keys(stripeTest)],
])('production does not start without the group of %s', (name, group) => {
  expect(problems(without(...group))).toEqual([`${name} is missing; only a demo (KONTOR_DEMO=true) runs without it.`])
})

test('a demo that was ordered needs nothing of production', () => {
  expect(
    readSettings({
      ...without('OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'KONTOR_URL'),
      ...stripeTest,
      AUTH_SECRET: undefined,
      KONTOR_DEMO: 'yes',
      KONTOR_DEMO_DATABASE: 'yes',
    }).demo,
  ).toBe(true)
})

test('a pooler is one of two, and the owner passes by it', () => {
  const owner = { DATABASE_OWNER_URL: 'postgres://owner@db.example/kontor' }
  expect(readSettings({ ...production, ...owner, DATABASE_POOLER: 'transaction' }).databasePooler).toBe('transaction')
  expect(problems({ ...production, ...owner, DATABASE_POOLER: 'session' })).toEqual([
    'DATABASE_POOLER must be none or transaction, not "session".',
  ])
  expect(problems({ ...production, DATABASE_OWNER_URL: undefined, DATABASE_POOLER: 'transaction' })).toEqual([
    'DATABASE_OWNER_URL is missing; with DATABASE_POOLER=transaction the owner needs a connection that passes by the pooler.',
  ])
})

test.each(Object.keys(stripeTest))('Stripe without %s is named as a part of the group that is missing', (name) => {
  const [first, ...rest] = problems(without(name))
  expect(first).toMatch(new RegExp(`^${name} is missing; it belongs to STRIPE_`))
  expect(rest).toEqual([])
})

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '30.5'],
  ['PORT', 'http'],
  ['KONTOR_URL', 'billing.example.com'],
  ['KONTOR_URL', 'ftp://billing.example.com'],
  ['DATABASE_URL', 'mysql://db.example/kontor'],
  ['DATABASE_OWNER_URL', 'nonsense'],
  ['AUTH_SECRET', 'short'],
  ['AUTH_SECRET', 'x'.repeat(32)],
  ['AUTH_SECRET', 'at-least-32-random-characters-please-change'],
  ['STRIPE_PUBLISHABLE_KEY', 'pk_test_1'],
  ['STRIPE_SECRET_KEY', 'sk_test_1'],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_1,secret'],
  ['KONTOR_URL', 'http://billing.example.com'],
  ['KONTOR_URL', 'http://10.0.0.5:3000'],
  ['KONTOR_PRIVATE_TARGETS', 'everything'],
  ['KONTOR_PRIVATE_TARGETS', '10.0.0.0/33'],
  ['OIDC_ISSUER', 'http://login.example.com'],
  ['OIDC_ISSUER', 'nonsense'],
  ['STRIPE_SECRET_KEY', 'pk_live_1'],
  ['STRIPE_PUBLISHABLE_KEY', 'sk_live_1'],
  ['STRIPE_WEBHOOK_SECRET', 'secret'],
  ['SMTP_URL', 'http://mail.example.com'],
  ['SMTP_URL', 'mail.example.com'],
  ['KONTOR_DEMO', 'maybe'],
  ['STRIPE_AUTOMATIC_TAX', 'always'],
  ['KONTOR_CAPABILITY_KEY', 'nonsense'],
  ['KONTOR_CAPABILITY_KEY', rsaKey],
  ['KONTOR_CAPABILITY_KEY', publicJwk],
])('%s=%s is refused under its name', (name, value) => {
  const met = problems({ ...production, [name]: value })
  expect(met.length).toBeGreaterThan(0)
  for (const problem of met) expect(problem).toContain(name)
})

test('e-mail needs a server and a sender', () => {
  const mail = { SMTP_URL: 'smtp://kontor:secret@mail.example.com:587', MAIL_FROM: 'Kontor <billing@example.com>' }
  const from = (text: string) => readSettings({ ...production, ...mail, MAIL_FROM: text }).mail?.from
  expect(readSettings({ ...production, ...mail }).mail).toEqual({
    url: mail.SMTP_URL,
    from: { name: 'Kontor', address: 'billing@example.com' },
  })
  expect(from('billing@example.com')).toEqual({ name: '', address: 'billing@example.com' })
  expect(from('Kontor, Inc. <billing@example.com>')).toEqual({ name: 'Kontor, Inc.', address: 'billing@example.com' })
  expect(from('"Kontor" <billing@example.com>')?.name).toBe('Kontor')
  expect(problems({ ...production, ...mail, SMTP_URL: 'smtp://u:pa%ss@mail.example.com' })).toEqual([
    expect.stringMatching(/^SMTP_URL (?!.*pa%ss)/),
  ])
  expect(problems({ ...production, SMTP_URL: mail.SMTP_URL })).toEqual([
    'MAIL_FROM is missing; it belongs to SMTP_URL.',
  ])
  for (const wrong of ['Kontor', 'Kontor <billing>', 'a@b.c\r\nBcc: eve@example.com', '<>', 'two@a.b, three@a.b']) {
    expect(problems({ ...production, ...mail, MAIL_FROM: wrong })).toEqual([expect.stringContaining('MAIL_FROM')])
  }
})

test('every problem is reported at once, each under its name', () => {
  const met = problems({
    KONTOR_DEMO: 'false',
    PORT: 'x',
    KONTOR_URL: 'x',
    DATABASE_URL: 'x',
    AUTH_SECRET: 'x',
    OIDC_ISSUER: 'https://x.example',
    STRIPE_SECRET_KEY: 'x',
  })
  for (const name of [
    'PORT',
    'KONTOR_URL',
    'DATABASE_URL',
    'AUTH_SECRET',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'STRIPE_SECRET_KEY',
    'STRIPE_PUBLISHABLE_KEY',
    'STRIPE_WEBHOOK_SECRET',
  ]) {
    expect(met.filter((problem) => problem.startsWith(name))).not.toEqual([])
  }
  expect(new SettingsError(met).message.split('\n')).toHaveLength(met.length + 1)
})

test('no secret is repeated in a problem', () => {
  const met = problems({
    ...production,
    AUTH_SECRET: 'hunter2',
    STRIPE_SECRET_KEY: 'hunter2',
    DATABASE_URL: 'hunter2',
    KONTOR_CAPABILITY_KEY: 'hunter2',
    OIDC_CLIENT_SECRET: '',
  })
  expect(met.length).toBeGreaterThan(2)
  expect(met.join()).not.toContain('hunter2')
})

test('a demo never runs on a live key of Stripe', () => {
  const live = { ...production, KONTOR_DEMO: 'true', KONTOR_DEMO_DATABASE: 'true', KONTOR_URL: 'http://localhost:3000' }
  expect(problems(live)).toEqual(['KONTOR_DEMO cannot be used with a live STRIPE_SECRET_KEY.'])
  expect(problems({ ...live, STRIPE_SECRET_KEY: 'rk_live_1' })).toHaveLength(1)
  expect(problems({ ...live, ...stripeTest })).toEqual([])
})

test.each([
  'https://billing.example.com',
  'http://10.0.0.5:3000',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
])('a demo under %s is told twice', (url) => {
  const once = { KONTOR_DEMO: 'true', KONTOR_URL: url }
  expect(problems(once)).toEqual([expect.stringContaining('KONTOR_DEMO_IN_PUBLIC=true')])
  expect(problems({ ...once, KONTOR_DEMO_IN_PUBLIC: 'false' })).toHaveLength(1)
  expect(problems({ ...once, KONTOR_DEMO_IN_PUBLIC: 'true' })).toEqual([])
  expect(problems({ KONTOR_DEMO: 'true', HOST: '0.0.0.0' })).toEqual([
    expect.stringContaining('KONTOR_DEMO_IN_PUBLIC=true'),
  ])
  expect(problems({ KONTOR_URL: url })).toHaveLength(1)
})

test.each(['http://localhost:3000', 'http://127.0.0.1:8080', 'http://[::1]:3000'])(
  'a demo under %s is told once',
  (url) => {
    expect(problems({ KONTOR_DEMO: 'true', KONTOR_URL: url })).toEqual([])
  },
)

test('a capability key is taken as PEM, as PEM on one line and as JWK, and production starts without one', () => {
  const keyOf = (key?: string) => readSettings({ ...production, KONTOR_CAPABILITY_KEY: key }).capabilityKey
  for (const key of [pem.trim(), pem.trim().replaceAll('\n', '\\n'), newEd25519Key()]) expect(keyOf(key)).toBe(key)
  expect(keyOf()).toBeNull()
})

test('the clock is moved in a demo alone', () => {
  expect(readSettings({ KONTOR_DEMO_CLOCK_SECONDS: '86400' }).demoClockSeconds).toBe(86_400)
  expect(readSettings({ ...production, KONTOR_DEMO_CLOCK_SECONDS: '86400' }).demoClockSeconds).toBe(0)
})

test('an administrator who is listed by no e-mail address stops start-up with a sentence', () => {
  const sentencesOf = (KONTOR_ADMIN_EMAILS: string) => problems({ ...production, KONTOR_ADMIN_EMAILS })
  expect(sentencesOf(' Ada@Example.com, grace@example.com\n')).toEqual([])
  expect(sentencesOf('ada@example.com, admin@\u212Aontor.example grace')).toEqual([
    'KONTOR_ADMIN_EMAILS names "admin@\u212Aontor.example", which is no e-mail address.',
    'KONTOR_ADMIN_EMAILS names "grace", which is no e-mail address.',
  ])
})

const folder = mkdtempSync(join(tmpdir(), 'kontor-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))
const mounted = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test('a secret may come from a mounted file, and the environment is asked first', () => {
  const kept = 'b7Kd0sPq2LxV9tRz4mWc6nYj1hGf8uEa'
  const STRIPE_SECRET_KEY_FILE = mounted('stripe', ' sk_live_mounted\n')
  const AUTH_SECRET_FILE = mounted('auth', `${kept}\n`)
  const settings = readSettings({
    ...without('STRIPE_SECRET_KEY', 'AUTH_SECRET'),
    STRIPE_SECRET_KEY_FILE,
    AUTH_SECRET_FILE,
  })
  expect([settings.stripe?.secretKey, settings.authSecret]).toEqual(['sk_live_mounted', kept])
  expect(readSettings({ ...production, STRIPE_SECRET_KEY_FILE }).stripe?.secretKey).toBe('sk_live_1')
})

test.each([
  ['is not there', () => join(folder, 'nowhere')],
  ['is empty', () => mounted('empty', ' \n')],
])('a mounted secret that %s stops start-up with a sentence that names it', (_, path) => {
  const file = path()
  expect(problems({ ...without('AUTH_SECRET'), AUTH_SECRET_FILE: file })).toEqual([
    `AUTH_SECRET_FILE names ${file}, which cannot be read or is empty.`,
    'AUTH_SECRET is missing; only a demo (KONTOR_DEMO=true) runs without it.',
  ])
})

test('a demo on a database that was given is told twice', () => {
  const once = { KONTOR_DEMO: 'true', DATABASE_URL: 'postgres://kontor@db.example/kontor' }
  expect(problems(once)).toEqual([expect.stringContaining('KONTOR_DEMO_DATABASE=true')])
  expect(problems({ ...once, KONTOR_DEMO_DATABASE: 'true' })).toEqual([])
})

test('several webhook secrets are taken, and http on this machine', () => {
  const secrets = 'whsec_1, whsec_2'
  expect(problems({ ...production, STRIPE_WEBHOOK_SECRET: secrets, KONTOR_URL: 'http://localhost:3000' })).toEqual([])
})
