import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { connect, type Db, disconnect } from '@/db/client'
import { createApiKey } from '@/db/commands/api-keys'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { clock, lastMonth } from '@/e2e/dates'
import { buildIfNeeded, builtServer } from '@/lib/cli/build'
import type { Ctx } from '@/lib/context'
import { scopes } from '@/lib/core/access/permit'
import { demoSeller } from '@/lib/demo/orgs'
import { createOrg } from '@/lib/flows/settings/create-org'
import { publishPrices } from '@/lib/flows/settings/publish-prices'
import { saveSeller } from '@/lib/flows/settings/save-seller'
import { changeTenant } from '@/lib/flows/tenants/change-tenant'
import { freePort } from '@/lib/platform/free-port'
import { scratchFolder } from '@/lib/testing/scratch'

/** An embedded database of its own to measure on, and a place to stop what was started. */
export type Stage = {
  readonly url: string
  readonly db: Db
  readonly ctx: Ctx
  /** Makes so many orgs that only the caller measures on: what a scene does to its orgs, no other one meets. */
  readonly openOrgs: (scene: string, count: number) => Promise<readonly string[]>
  /** How much of something: as it is measured, or as little as shows that a scene still plays. */
  readonly extent: (measured: number, smoke: number) => number
  readonly apiKey: string
  /** What the sessions of its servers are signed with. */
  readonly authSecret: string
  /** A server by what it is: each caller has one of its own where it is measured, and shares it where it only plays. */
  readonly shared: (what: string, start: () => Promise<BenchServer>) => Promise<BenchServer>
  /** What is to end with the scene: what a scene leaves behind takes time and connections from the next one. */
  readonly onEnd: (end: () => unknown) => void
  /** Ends what the scene started; where scenes only play, they share it until the stage ends. */
  readonly endScene: () => Promise<void>
  readonly end: () => Promise<void>
}

/** The last one that is over: the clock of a run, and of the servers that it starts, begins where that of the browser tests does. */
export const month = lastMonth
const authSecret = 'a-secret-that-only-the-benchmark-knows'
const now = clock()

const buyer = { ...demoSeller, name: 'Messkunde AG' }

const publish = async (ctx: Ctx): Promise<void> => {
  await publishPrices(ctx, {
    book: 'bench',
    currency: 'CHF',
    expected: 0,
    prices: {
      effectiveOn: '2020-01-01',
      note: '',
      monthlyFee: '49.00',
      setupFee: '99.00',
      skills: [{ skill: 'ocr', pricePerDay: '0.10' }],
      meters: [{ meter: 'sandbox.seconds', unit: 'second', pricePerUnit: '0.000028' }],
    },
  })
  await saveSeller(ctx, demoSeller)
}

const openOrgs = async (ctx: Ctx, scene: string, count: number): Promise<readonly string[]> => {
  const orgs = Array.from({ length: count }, (_, index) => `${scene}-${String(index).padStart(4, '0')}`)
  const { iban: _, ...address } = buyer
  for (const org of orgs) {
    await createOrg(ctx, org, org, {
      buyer: address,
      language: 'en',
      zone: 'Europe/Zurich',
      priceBook: 'bench',
      treatment: 'domestic',
      payBy: 'card',
      termsDays: 30,
    })
    await changeTenant(ctx, org, `${org}-prod`, {
      kind: 'create',
      at: Temporal.Instant.from(`${month}-05T12:00:00Z`),
      packages: ['ocr'],
    })
  }
  return orgs
}

const makeKey = async (db: Db): Promise<string> => {
  const secret = `kontor_${randomBytes(32).toString('base64url')}`
  const secretSha256 = createHash('sha256').update(secret).digest('hex')
  await createApiKey(
    db,
    {
      keyId: 'key_bench',
      name: 'bench',
      prefix: 'bench',
      secretSha256,
      scopes,
      org: null,
      createdAt: now,
      createdBy: 'bench',
    },
    null,
  )
  return secret
}

/** @param smoke whether a scene only has to show that it plays. */
export const openStage = async (smoke = false): Promise<Stage> => {
  // What is measured is measured on a disk.
  const folder = smoke ? scratchFolder('bench') : mkdtempSync(join(tmpdir(), 'kontor-bench-'))
  chmodSync(folder, 0o755)
  const server = await startEmbedded(folder)
  const { url } = server
  await migrate(url)
  const db = connect({ url, role: 'kontor_app', connections: 32 })
  const ctx: Ctx = { actor: { kind: 'system', name: 'bench' }, now, db, requestId: 'bench' }
  const ends: (() => unknown)[] = []
  const endAll = async (): Promise<void> => {
    for (let end = ends.pop(); end; end = ends.pop()) await end()
  }
  const servers = new Map<string, Promise<BenchServer>>()
  await publish(ctx)
  return {
    url,
    db,
    ctx,
    openOrgs: (scene, count) => openOrgs(ctx, scene, count),
    extent: (measured, little) => (smoke ? little : measured),
    apiKey: await makeKey(db),
    authSecret,
    shared: (what, start) => {
      const server = (smoke && servers.get(what)) || start()
      servers.set(what, server)
      return server
    },
    onEnd: (end) => ends.push(end),
    endScene: async () => {
      if (!smoke) await endAll()
    },
    end: async () => {
      await endAll()
      await disconnect(db)
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const untilUp = async (url: string, child: ChildProcess): Promise<void> => {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null) throw new Error(`${url} did not start`)
    if (
      await fetch(url)
        .then(({ ok }) => ok)
        .catch(() => false)
    )
      return
    await sleep(100)
  }
  throw new Error(`${url} did not come up`)
}

/** A server of this project in a process of its own. */
export type BenchServer = { readonly address: string; readonly pid: number }

/** Starts Kontor's own server as production runs it. */
export const startFront = async (stage: Stage): Promise<BenchServer> => {
  await buildIfNeeded((line) => console.error(line))
  return startServer(stage, builtServer)
}

/** Starts a server as its own process on a free port. */
const start = async (stage: Stage, file: string, more: Readonly<Record<string, string>>): Promise<BenchServer> => {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...(file.endsWith('.ts') ? ['lib/cli/run.mjs'] : []), file], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      KONTOR_URL: address,
      DATABASE_URL: stage.url,
      KONTOR_DEMO: 'true',
      KONTOR_DEMO_DATABASE: 'true',
      KONTOR_ADMIN_EMAILS: 'bench@kontor.example',
      AUTH_SECRET: authSecret,
      KONTOR_LOG_LEVEL: 'error',
      ...more,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  stage.onEnd(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await new Promise((exited) => child.once('exit', exited))
  })
  await untilUp(`${address}/api/health`, child)
  return { address, pid: child.pid ?? 0 }
}

/** A server in a process of its own, started on a free port. */
export const startServer = (
  stage: Stage,
  file: string,
  more: Readonly<Record<string, string>> = {},
): Promise<BenchServer> => stage.shared(`${file} ${JSON.stringify(more)}`, () => start(stage, file, more))
