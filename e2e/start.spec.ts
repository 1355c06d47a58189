import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { type ClientRequest, request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from '@/lib/platform/free-port'
import { isAlive } from '@/lib/platform/is-alive'
import { startKontor, untilHealthy } from './kontor'
import { seededFolder } from './seeded-folder'

test('data survives a SIGKILL, a second Kontor on the same folder is refused, and Ctrl-C stops everything', async () => {
  const folder = seededFolder()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const settings = { PORT: String(port), KONTOR_URL: url, KONTOR_DATA_DIR: folder }
  const postgres = () => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  try {
    const first = startKontor(settings)
    await untilHealthy(url, first)
    await expect.poll(first.output).toContain('ada@kontor.example')
    expect(first.output()).not.toContain('The demo was set up.')

    const second = startKontor({ ...settings, PORT: String(await freePort()) })
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain('Kontor already runs on')

    const database = postgres()
    first.child.kill('SIGKILL')
    await first.exited
    expect(isAlive(database)).toBe(true)
    await expect
      .poll(() =>
        fetch(`${url}/api/health`)
          .then(() => 'up')
          .catch(() => 'down'),
      )
      .toBe('down')

    const third = startKontor(settings)
    await untilHealthy(url, third)
    expect(third.output()).toContain('PostgreSQL was running')
    expect(third.output()).not.toContain('The demo was set up.')
    expect(postgres()).toBe(database)

    third.child.kill('SIGINT')
    expect(await third.exited).toBe(0)
    await expect.poll(() => isAlive(database)).toBe(false)
    expect(existsSync(join(folder, 'postgres/postmaster.pid'))).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Begins to send a body that is longer than what comes. */
const beginUpload = (url: string, path: string, headers: Readonly<Record<string, string>> = {}): ClientRequest => {
  const upload = request(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '20', ...headers },
  })
  upload.on('error', () => {})
  upload.write('{"org":')
  return upload
}

test('a database that dies is started again, an upload that breaks off is no error, SIGTERM ends nothing that is under way', async () => {
  const folder = seededFolder()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const kontor = startKontor({ PORT: String(port), KONTOR_URL: url, KONTOR_DATA_DIR: folder })
  const health = () =>
    fetch(`${url}/api/health`)
      .then(async (answer) => [answer.status, ((await answer.json()) as { status: string }).status].join(' '))
      .catch(() => 'down')
  try {
    await untilHealthy(url, kontor)
    for (const path of [
      '/api/v1/check',
      '/api/v1/tenants',
      '/api/auth/callback/demo',
      '/api/stripe/webhook',
      '/sign-in',
    ]) {
      const upload = beginUpload(url, path, path === '/sign-in' ? { 'next-action': 'a'.repeat(42) } : {})
      await new Promise((sent) => upload.once('socket', (socket) => socket.once('connect', () => setImmediate(sent))))
      upload.destroy()
    }
    await expect.poll(health, { timeout: 60_000 }).toBe('200 ok')

    const postgres = () => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    const database = postgres()
    process.kill(database, 'SIGKILL')
    await expect.poll(() => kontor.output(), { timeout: 60_000 }).toContain('PostgreSQL is running again.')
    await expect.poll(health, { timeout: 60_000 }).toBe('200 ok')
    expect(postgres()).not.toBe(database)

    const upload = beginUpload(url, '/api/stripe/webhook')
    const answer = new Promise<number | undefined>((answered) =>
      upload.once('response', ({ statusCode }) => answered(statusCode)),
    )
    // Sent before this question, so that it arrives before it is answered.
    await expect.poll(health).toBe('200 ok')
    kontor.child.kill('SIGTERM')
    await expect.poll(health, { timeout: 60_000, intervals: [50] }).toBe('503 ending')
    await expect.poll(health, { timeout: 60_000 }).toBe('down')
    upload.end('"acme"      }')
    // All of it was read: it is not signed.
    expect(await answer).toBe(400)
    expect(await kontor.exited).toBe(0)
    expect(kontor.output()).not.toMatch(/unforeseen error|request failed/)
  } finally {
    kontor.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a demo with Stripe keys has no emulator: nothing is at the addresses of its pages', async () => {
  const folder = seededFolder()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const kontor = startKontor({
    PORT: String(port),
    KONTOR_URL: url,
    KONTOR_DATA_DIR: folder,
    KONTOR_SCHEDULER: 'false',
    KONTOR_DEMO: 'true',
    STRIPE_SECRET_KEY: 'sk_test_of_somebody',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_of_somebody',
    STRIPE_WEBHOOK_SECRET: 'whsec_of_somebody',
  })
  try {
    await untilHealthy(url, kontor)
    for (const path of ['stripe.js', 'checkout/cs_test_1', 'v1/customers']) {
      const answer = await fetch(`${url}/stripe-emulator/${path}`)
      expect(answer.status, path).toBe(404)
      expect(answer.headers.get('content-security-policy'), path).toContain("'nonce-")
      expect(await answer.text(), path).toContain('<html')
    }
    expect((await fetch(`${url}/stripe-emulator/checkout/cs_test_1/confirm`, { method: 'POST' })).status).toBe(404)
  } finally {
    kontor.child.kill('SIGINT')
    await kontor.exited
    rmSync(folder, { recursive: true, force: true })
  }
})

test('start-up names every missing or malformed setting at once and starts nothing', async () => {
  const folder = test.info().outputPath('data')
  const kontor = startKontor({
    KONTOR_DATA_DIR: folder,
    DATABASE_URL: 'mysql://nowhere',
    PORT: 'eighty',
    STRIPE_SECRET_KEY: 'sk_live_only_one_of_three',
    KONTOR_DEMO: 'false',
  })
  expect(await kontor.exited).toBe(1)
  for (const name of [
    'DATABASE_URL',
    'PORT',
    'STRIPE_PUBLISHABLE_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'AUTH_SECRET',
    'OIDC_ISSUER',
  ]) {
    expect(kontor.output()).toContain(name)
  }
  expect(existsSync(folder)).toBe(false)
})

test('a secret manager that cannot be asked stops start-up, and is named', async () => {
  const folder = test.info().outputPath('data')
  const kontor = startKontor({
    KONTOR_DATA_DIR: folder,
    SECRETS_GOOGLE_PROJECTS: 'acme-prod',
    SECRET_MANAGER_EMULATOR_HOST: `127.0.0.1:${await freePort()}`,
  })
  expect(await kontor.exited).toBe(1)
  expect(kontor.output()).toContain("STRIPE_SECRET_KEY could not be read from Google's Secret Manager in acme-prod")
  expect(existsSync(folder)).toBe(false)
})

test('a demo that others can reach must be told twice', async () => {
  const folder = test.info().outputPath('data')
  const kontor = startKontor({
    KONTOR_DATA_DIR: folder,
    KONTOR_DEMO: 'true',
    KONTOR_URL: 'https://billing.example.com',
  })
  expect(await kontor.exited).toBe(1)
  expect(kontor.output()).toContain('KONTOR_DEMO_IN_PUBLIC')
})

/** What Next says that is started without the front server, and how it ends. */
const nextStart = async (settings: Readonly<Record<string, string>>): Promise<{ code: unknown; output: string }> => {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(await freePort())], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', KONTOR_DEMO: 'true', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const code = await new Promise((exited) => child.once('exit', exited))
  return { code, output }
}

test('next start says what is missing before the first request, and ends', async () => {
  const { code, output } = await nextStart({})
  expect(code).toBe(1)
  expect(output).toContain('DATABASE_URL is missing; only npm start makes one by itself.')
  expect(output).toContain('AUTH_SECRET is missing; only npm start makes one by itself.')
})

test('next start is no demo without Stripe keys: nothing there answers in place of Stripe', async () => {
  const { code, output } = await nextStart({
    DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/nothing`,
    KONTOR_DEMO_DATABASE: 'true',
    AUTH_SECRET: 'a-secret-of-a-demo-that-never-starts',
  })
  expect(code).toBe(1)
  expect(output).toContain('runs with npm start alone, which loads the Stripe emulator.')
})
