import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import type { Db } from '@/db/client'
import { findOrg } from '@/db/queries/orgs'
import { hasComputeMode } from '@/db/queries/platform'
import type { OpenApiDocument, Operation } from '@/lib/contracts/api/document-types'
import type { Scope } from '@/lib/core/access/permit'
import { createOrg } from '@/lib/flows/settings/create-org'
import { setComputeMode } from '@/lib/flows/settings/set-compute-mode'
import { mostBytes } from '@/lib/http/read-json'
import { size } from '@/lib/testing/size'
import { cookiesOf, type Machine, machines } from './access/principals'
import { routes } from './access/tree'
import { answerValidator } from './api-validator'
import { cronSecret } from './cron-secret'
import { testedDatabase } from './database'
import { clock } from './dates'
import { fetch } from './fetch'
import { type Fixed, type RawBody, randomBodies } from './random-bodies'

const bodiesPerRoute = size(500)
const atOnce = 12
/** What is read of a body at most, where it is more than usual. */
const largestBodies: Readonly<Record<string, number>> = {
  '/api/admin/billing/backfill': 67_108_864,
  '/api/stripe/webhook': 8_388_608,
}
/** Set it to what a failed run printed, to send the same bodies again. */
const seed = Number(process.env.KONTOR_FUZZ_SEED ?? Date.now() % 2 ** 31)

// Each route is tried on its own: both workers share them.
test.describe.configure({ mode: 'parallel' })

let db: Db
const org = 'fuzz'
/** What is made up stays with an org of its own. */
const fixed: Fixed = { org: [org, org, org, 'no-such-org', 'No Slug'], name: ['fuzz-1', 'fuzz-2'] }
const parameters: Readonly<Record<string, string>> = {
  org,
  name: 'fuzz-1',
  cell: 'fuzz-cell',
  machineType: 'fuzz-machine',
  grant: 'gr_fuzz',
  reservation: 'fuzz-1',
  purchase: 'chk_fuzz',
  invoiceId: 'inv_fuzz',
  payment: 'pay_fuzz',
  meter: 'fuzz.units',
  skill: 'fuzz-skill',
  key: 'fuzz-never-told',
  job: 'weekly-reset',
}

const keyFor: Readonly<Record<Scope, Machine>> = {
  'usage:write': 'usage key',
  'usage:read': 'reader key',
  'gate:check': 'gate key',
  'tenants:write': 'tenants key',
  'backfill:write': 'backfill key',
  'funds:write': 'funds key',
  'compute:write': 'compute key',
  'refunds:write': 'refunds key',
}

let document: OpenApiDocument
let faultsOf: ReturnType<typeof answerValidator>
let keys: Record<Machine, string>
let cookies: Readonly<Record<string, string>> = {}
let computeMode = false

const context = () => ({ actor: { kind: 'system', name: 'fuzz' }, now: clock(), db, requestId: 'fuzz' }) as const

test.beforeAll(async ({ baseURL }) => {
  db = testedDatabase()
  test.info().annotations.push({ type: 'seed', description: String(seed) })
  process.stdout.write(`KONTOR_FUZZ_SEED=${seed}\n`)
  document = (await (await fetch(`${baseURL}/api/openapi.json`)).json()) as OpenApiDocument
  faultsOf = answerValidator(document)
  keys = await machines(db)
  cookies = await cookiesOf('Ada Ammann')
  computeMode = await hasComputeMode(db)
  const model = await findOrg(db, 'alpenblick', clock())
  if (!model || (await findOrg(db, org, clock()))) return
  await createOrg(context(), org, 'Fuzz', {
    ...model.config,
    buyer: { ...model.config.buyer, email: 'ada@kontor.example' },
  })
})
test.afterAll(async () => {
  await setComputeMode(context(), computeMode)
  await db.$client.end()
})

/** Not of the described API: sign-in and the payment emulator answer in their own way, the last one is no route. */
const others = ['/api/auth/[...nextauth]', '/api/[...rest]', '/stripe-emulator/[...path]']
const writing = routes.filter(({ method, path }) => method !== 'GET' && !others.includes(path))

/** As who may call: a machine where one may, a scheduler, else an administrator. */
const credentialsFor = ({ security }: Operation): Record<string, string> => {
  for (const requirement of security) {
    const scope = requirement.apiKey?.[0] as Scope | undefined
    if (scope) return { authorization: `Bearer ${keys[keyFor[scope]]}` }
  }
  if (security.some((requirement) => requirement.cronSecret)) return { authorization: `Bearer ${cronSecret}` }
  return security.some(({ session }) => session) ? cookies : {}
}

const operationOf = ({ method, path }: (typeof writing)[number]): Operation => {
  const operation = document.paths[path.replace(/\[(\w+)\]/g, '{$1}')]?.[method.toLowerCase()]
  if (!operation) throw new Error(`${method} ${path} is not described`)
  return operation
}

const addressOf = (path: string): string =>
  path.replace(/\[(\w+)\]/g, (_, name: string) => {
    const value = parameters[name]
    if (value === undefined) throw new Error(`there is no value for ${name} of ${path}`)
    return value
  })

/** What is wrong with an answer, in words; empty where it is as it is described. Why there is none stands in the error. */
const faultOf = async (answer: Response | Error, { method, path }: (typeof writing)[number]): Promise<string> => {
  if (answer instanceof Error) return `is not answered: ${answer.cause}`
  const { status } = answer
  const text = await answer.text()
  const said = `${status} ${text.slice(0, 300)}`
  if (status >= 500) return `is answered with ${said}`
  try {
    const faults = faultsOf(method, path, { status, headers: Object.fromEntries(answer.headers), text })
    if (faults.length > 0) return `${faults.join('; ')}: ${said}`
    return status < 400 || JSON.parse(text).detail.message.length > 5 ? '' : `has no sentence: ${said}`
  } catch {
    return `is no JSON: ${said}`
  }
}

const bodiesFor = ({ requestBody }: Operation, salt: number): readonly RawBody[] => {
  const schema = requestBody?.content['application/json']?.schema ?? {}
  return fc.sample(randomBodies(schema, document.components.schemas, fixed), {
    seed: seed + salt,
    numRuns: bodiesPerRoute,
  })
}

for (const [place, route] of writing.entries()) {
  const { method, path } = route
  test(`${method} ${path} answers whatever is sent with what is described, and never with a failure of its own`, async ({
    baseURL,
  }) => {
    const operation = operationOf(route)
    const credentials = credentialsFor(operation)
    const send = ({ text, type }: RawBody): Promise<Response | Error> =>
      fetch(`${baseURL}${addressOf(path)}`, {
        method,
        headers: { ...credentials, 'content-type': type },
        body: text,
        redirect: 'manual',
      }).catch((error: Error) => error)
    const left = [...bodiesFor(operation, place)]
    const faults: string[] = []
    const statuses = new Map<number, number>()
    const sender = async (): Promise<void> => {
      for (let body = left.pop(); body; body = left.pop()) {
        const answer = await send(body)
        const status = answer instanceof Error ? 0 : answer.status
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        const fault = await faultOf(answer, route)
        if (fault !== '') faults.push(`${body.type} ${body.text.slice(0, 500)}\n  ${fault}`)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, sender))
    expect(faults.slice(0, 5), `seed ${seed}, ${faults.length} of ${bodiesPerRoute}`).toEqual([])
    expect([...statuses.values()].reduce((total, count) => total + count, 0)).toBe(bodiesPerRoute)
    if (!operation.requestBody) return
    const text = JSON.stringify({ org, text: 'x'.repeat(largestBodies[path] ?? mostBytes) })
    const large = await send({ text, type: 'application/json' })
    expect(await faultOf(large, route)).toBe('')
    expect(large instanceof Response && large.status).toBe(413)
  })
}
