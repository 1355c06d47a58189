import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { SettingsError } from './env'
import { crc32c } from './google/crc32c'
import { startLocalGoogle } from './google/testing/local-google'
import { loadSettings } from './load-settings'

const google = await startLocalGoogle()
const folder = mkdtempSync(join(tmpdir(), 'kontor-secrets-'))
afterAll(async () => {
  await google.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  google.secrets.clear()
  google.asked.length = 0
})

/** Production with nothing secret in the environment. */
const open = {
  NODE_ENV: 'production',
  KONTOR_URL: 'https://billing.example.com',
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'kontor',
  SECRETS_GOOGLE_PROJECTS: 'acme-prod, acme-shared',
  SECRET_MANAGER_EMULATOR_HOST: google.host,
} as const
const kept = {
  DATABASE_URL: 'postgres://kontor@db.example/kontor',
  AUTH_SECRET: 'Yq3vT8mZ1kLw5pR9sXc2nBf7hJd4gUa6',
  OIDC_CLIENT_SECRET: 'oidc',
  STRIPE_SECRET_KEY: 'sk_live_google',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_google',
  STRIPE_WEBHOOK_SECRET: 'whsec_google',
}
const keep = (project: string, secrets: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(secrets)) google.secrets.set(`${project}/${name}`, text)
}

const problems = async (environment: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  try {
    await loadSettings(environment)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

it('secrets are found in the first project that has them, and handed on in the environment', async () => {
  const { STRIPE_SECRET_KEY, ...shared } = kept
  keep('acme-prod', { STRIPE_SECRET_KEY })
  keep('acme-shared', { ...shared, STRIPE_SECRET_KEY: 'sk_live_older' })
  const environment: NodeJS.ProcessEnv = { ...open }
  const settings = await loadSettings(environment)
  expect(settings).toMatchObject({
    demo: false,
    databaseUrl: kept.DATABASE_URL,
    authSecret: kept.AUTH_SECRET,
    capabilityKey: null,
    oidc: { clientSecret: 'oidc' },
    stripe: { secretKey: 'sk_live_google', publishableKey: 'pk_live_google', webhookSecret: 'whsec_google' },
  })
  expect(environment).toMatchObject(kept)
  expect(google.asked.filter((each) => each.endsWith('/STRIPE_SECRET_KEY'))).toEqual(['acme-prod/STRIPE_SECRET_KEY'])
})

it('the environment comes first, then a mounted file, and neither is looked up', async () => {
  keep('acme-prod', kept)
  const STRIPE_SECRET_KEY_FILE = join(folder, 'stripe')
  writeFileSync(STRIPE_SECRET_KEY_FILE, 'sk_live_mounted\n')
  const settings = await loadSettings({
    ...open,
    AUTH_SECRET: 'b7Kd0sPq2LxV9tRz4mWc6nYj1hGf8uEa',
    STRIPE_SECRET_KEY_FILE,
  })
  expect(settings).toMatchObject({
    authSecret: 'b7Kd0sPq2LxV9tRz4mWc6nYj1hGf8uEa',
    stripe: { secretKey: 'sk_live_mounted' },
  })
  expect(google.asked.filter((each) => /AUTH_SECRET|STRIPE_SECRET/.test(each))).toEqual([])
})

it('a secret that no project has stops start-up with a sentence that names it', async () => {
  const { AUTH_SECRET: _, ...others } = kept
  keep('acme-shared', others)
  expect(await problems({ ...open })).toEqual([
    'AUTH_SECRET is missing; only a demo (KONTOR_DEMO=true) runs without it.',
  ])
  expect(google.asked.filter((each) => each.endsWith('/AUTH_SECRET'))).toEqual([
    'acme-prod/AUTH_SECRET',
    'acme-shared/AUTH_SECRET',
  ])
})

it.each([
  ['may not be read', { status: 403, message: 'Permission denied.' }, 'it answered 403: Permission denied.'],
  [
    'is switched off',
    { status: 400, message: 'It is in DISABLED state.' },
    'it answered 400: It is in DISABLED state.',
  ],
  ['cannot be asked for', { status: 503, message: 'Away.' }, 'it answered 503: Away.'],
])(
  'a secret that %s stops start-up, naming it and the project, whatever a later project has',
  async (_, said, reason) => {
    keep('acme-prod', kept)
    keep('acme-shared', kept)
    google.secrets.set('acme-prod/STRIPE_SECRET_KEY', said)
    expect(await problems({ ...open })).toEqual([
      `STRIPE_SECRET_KEY could not be read from Google's Secret Manager in acme-prod: ${reason}.`,
    ])
  },
)

it('a Google that is busy for a moment is asked again', async () => {
  keep('acme-prod', kept)
  google.secrets.set('acme-prod/OIDC_CLIENT_SECRET', { status: 503, times: 2 })
  expect((await loadSettings({ ...open })).oidc?.clientSecret).toBe('at last')
})

it.each([
  ['arrived damaged', { data: Buffer.from('whsec_x').toString('base64'), dataCrc32c: '1' }, 'it arrived damaged'],
  ['is empty', { data: '', dataCrc32c: '0' }, 'it is empty'],
  ['is no text', { data: '/w==', dataCrc32c: String(crc32c(Uint8Array.of(0xff))) }, 'it is no text'],
])('a secret that %s is not taken', async (_, payload, reason) => {
  keep('acme-prod', kept)
  google.secrets.set('acme-prod/STRIPE_WEBHOOK_SECRET', { raw: { payload } })
  const [problem, ...others] = await problems({ ...open })
  expect(problem).toContain(
    `STRIPE_WEBHOOK_SECRET could not be read from Google's Secret Manager in acme-prod: ${reason}`,
  )
  expect(others).toEqual([])
})

it('a Google that cannot be reached stops start-up, and every secret it was asked for is named', async () => {
  const met = await problems({ ...open, SECRET_MANAGER_EMULATOR_HOST: '127.0.0.1:9' })
  expect(met).toContain(
    "STRIPE_SECRET_KEY could not be read from Google's Secret Manager in acme-prod: it could not be reached.",
  )
})

it('a project that is none is refused before anybody is asked', async () => {
  expect(await problems({ ...open, SECRETS_GOOGLE_PROJECTS: 'acme-prod,../other' })).toEqual([
    'SECRETS_GOOGLE_PROJECTS names "../other", which is no project.',
  ])
  expect(google.asked).toEqual([])
})

it('nothing is looked up where no project is named', async () => {
  const { SECRETS_GOOGLE_PROJECTS: _, ...without } = open
  expect(await problems({ ...without, ...kept })).toEqual([])
  expect(google.asked).toEqual([])
})
