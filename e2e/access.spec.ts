import { expect, test } from '@playwright/test'
import type { Db } from '@/db/client'
import { keepMails } from '@/db/commands/mails'
import { subscribe } from '@/lib/flows/plans/subscribe'
import { actionIds } from './access/action-ids'
import { actionRules } from './access/action-rules'
import { pageRules, pageVerdict, type Target } from './access/page-rules'
import { type Machine, machines, type Person, people } from './access/principals'
import {
  type Caller,
  grantBody,
  machineType,
  machineTypeBody,
  planBody,
  routeRules,
  subscriptionBody,
} from './access/route-rules'
import { actions, pages, routes } from './access/tree'
import { answerValidator } from './api-validator'
import { type Answer, type Asker, askerAs, forEach } from './asker'
import { testedDatabase } from './database'
import { clock } from './dates'
import { systemContext } from './own-org'

// Each test tries on its own: both workers share them.
test.describe.configure({ mode: 'parallel' })

let db: Db
let askers: Record<Person, Asker>
let keys: Record<Machine, string>
let faultsOf: ReturnType<typeof answerValidator>

const orgs: Readonly<Record<Target, string>> = { own: 'alpenblick', other: 'helvetia-docs', absent: 'no-such-org' }
/** What only those who may see an org should ever read. */
const secrets: Readonly<Record<'own' | 'other', readonly string[]>> = {
  own: ['Alpenblick Hotels AG', 'rechnungen@alpenblick.example', 'alpenblick-prod'],
  other: ['Helvetia Dokumente', 'compta@helvetia-docs.example', 'helvetia-archive'],
}
const grantIds: Record<Target, string> = { own: '', other: '', absent: 'gr_00000000000000000000000000' }
const invoiceIds: Record<Target, string> = { own: '', other: '', absent: 'inv_00000000000000000000000000' }
let mailId = ''
const targets: readonly Target[] = ['own', 'other', 'absent']

/** The same page asked for in every way a browser, a prefetch or an attacker asks. */
const disguises: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plainly: {},
  'as RSC': { rsc: '1' },
  'as prefetch': { rsc: '1', 'next-router-prefetch': '1' },
  'as if past the proxy': { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
}

const everyPerson = () => Object.entries(askers) as [Person, Asker][]

test.beforeAll(async () => {
  db = testedDatabase()
  askers = await people()
  keys = await machines(db)
  faultsOf = answerValidator(JSON.parse((await askers.nobody('/api/openapi.json')).text))
  const made = await askers.admin(`/api/admin/machine-types/${machineType}`, { method: 'PUT', body: machineTypeBody })
  expect(made.status).toBe(200)
  // Where a failed test begins the matrix again, the plan is there already.
  const published = await askers.admin('/api/admin/plans', { method: 'POST', body: planBody('access') })
  expect([200, 409]).toContain(published.status)
  const words = { subject: 'Access', text: 'Access', html: '<p>Access</p>', attachments: [], replyTo: '' }
  const mail = { org: orgs.own, kind: 'payment_mail', reference: 'access', template: 'payment_received' } as const
  const [kept] = await keepMails(db, { ...mail, ...words, language: 'en' }, ['access@example.com'], clock())
  mailId = kept?.mailId ?? ''
  for (const target of ['own', 'other'] as const) {
    const about = `/api/admin/orgs/${orgs[target]}`
    const granted = await askers.admin(`${about}/grants`, { method: 'POST', body: grantBody })
    grantIds[target] = JSON.parse(granted.text).grant
    // Being put on it again changes nothing, so that the org needs no weekly quota to be asked for its plan and its week.
    await subscribe(systemContext(db), orgs[target], { ...subscriptionBody, periodStartedAt: null })
    const rows =
      await db.$client`select invoice_id from invoices where org_id = ${orgs[target]} order by number limit 1`
    invoiceIds[target] = String(rows[0]?.invoice_id)
  }
})
test.afterAll(() => db.$client.end())

const fill = (path: string, target: Target, tenant = ''): string =>
  path
    .replace('[org]', orgs[target])
    .replace('[invoiceId]', invoiceIds[target])
    .replace('[grant]', grantIds[target])
    .replace('[key]', 'access-none')
    .replace('[name]', tenant)
    .replace('[cell]', 'access-cell')
    .replace('[meter]', 'access.units')
    .replace('[skill]', 'access')
    .replace('[job]', 'deliver')
    .replace('[level]', '1')
    .replace('[mail]', mailId)
    .replace('[machineType]', machineType)
    .replace(/\[\.\.\.\w+\]/, 'nothing-here')

const isMissing = ({ status, text }: Answer): boolean => status === 404 || text.includes('NEXT_HTTP_ERROR_FALLBACK;404')

const leaks = (body: string, target: Target): readonly string[] =>
  target === 'absent' ? [] : secrets[target].filter((secret) => body.includes(secret))

test('every page has a rule, and every rule a page', () => {
  expect([...new Set(pages.map(({ path }) => path))].sort()).toEqual(Object.keys(pageRules).sort())
})

test('every route has a rule, and every rule a route', () => {
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(routeRules).sort())
})

test('every server action has a rule, and every rule an action', () => {
  expect(actions.map(({ file, name }) => `${file} ${name}`).sort()).toEqual(Object.keys(actionRules).sort())
})

/** Asks as Next's router does: an RSC request is first sent to the address with its mark. */
const askFor = async (ask: Asker, path: string, headers: Readonly<Record<string, string>>): Promise<Answer> => {
  const answer = await ask(path, { headers })
  const marked = answer.headers.location ?? ''
  return headers.rsc && marked.includes('_rsc') ? ask(pathOf(marked), { headers }) : answer
}

/** Of an address, which may be a whole one. */
const pathOf = (address: string): string => address.replace(/^https?:\/\/[^/]+/, '')

for (const { path } of pages) {
  const about = path.includes('[org]') ? targets : (['own'] as const)
  test(`page ${path} opens to those who may see it and to nobody else`, async () => {
    const rule = pageRules[path] ?? 'admin'
    const open = everyPerson().flatMap(([person]) =>
      about.filter((target) => pageVerdict(rule, person, target) === 'open').map((target) => `${person} ${target}`),
    )
    // Those who may see a page learn nothing more by asking in another way, so that only one of them does.
    const cells = everyPerson().flatMap(([person, ask]) =>
      about.flatMap((target) =>
        Object.entries(disguises)
          .filter(([how]) => how === 'plainly' || open.indexOf(`${person} ${target}`) <= 0)
          .map(([how, headers]) => ({ person, ask, target, how, headers })),
      ),
    )
    await forEach(cells, async ({ person, ask, target, how, headers }) => {
      const verdict = pageVerdict(rule, person, target)
      const what = `${person} asks ${how} for ${fill(path, target)}`
      const answer = await askFor(ask, fill(path, target), headers)
      const { status, text } = answer
      expect(status, what).toBeLessThan(500)
      expect(answer.headers['cache-control'] ?? '', what).not.toContain('public')
      if (verdict !== 'open' && path.includes('[org]')) expect(leaks(text, target), what).toEqual([])
      // A prefetch is answered with the frame of a page alone; that nothing leaks is all there is to say of it.
      if (how === 'as prefetch') return
      if (verdict === 'missing') expect(isMissing(answer), what).toBe(true)
      if (verdict === 'sign in') expect(answer.headers.location ?? text, what).toContain('/sign-in')
      if (how !== 'plainly') return
      if (verdict === 'missing') expect(status, what).toBe(404)
      if (verdict === 'open') expect([200, 307], what).toContain(status)
      if (verdict === 'open' && path.includes('[org]')) expect(leaks(text, target).length, what).toBeGreaterThan(0)
    })
  })
}

/** Not of the described API: sign-in and the payment emulator answer in their own way, the last one is no route. */
const undescribed = ['/api/auth/[...nextauth]', '/api/[...rest]', '/stripe-emulator/[...path]']

const everyTarget = (path: string, method: string): readonly Target[] =>
  path.includes('[org]') || path.includes('/v1/') || (path.includes('backfill') && method === 'POST')
    ? targets
    : ['own']

/** A tenant of its own for a caller's try, so that one try does not change the next one's answer. */
const makeTenant = async (target: Target, label: string): Promise<string> => {
  const name = `access-${target}-${label}`.toLowerCase().replace(/[^a-z0-9-]/g, '-')
  if (target === 'absent') return name
  const answer = await askerAs({ authorization: `Bearer ${keys['tenants key']}` })('/api/v1/tenants', {
    method: 'POST',
    body: { org: orgs[target], name, occurredAt: '2026-10-20T10:00:00Z' },
  })
  expect(answer.status).toBe(200)
  return name
}

/** Whether a try on a route is about a tenant. */
const isOfTenant = (path: string): boolean => path.includes('[name]') || path.includes('backfill')

for (const { path, method } of routes) {
  test(`${method} ${path} answers those who may, and says no to everybody else`, async () => {
    const rule = routeRules[`${method} ${path}`]
    const callers: Caller[] = [...(Object.keys(askers) as Person[]), ...(Object.keys(keys) as Machine[])]
    const cells = callers.flatMap((caller) => everyTarget(path, method).map((target) => ({ caller, target })))
    await forEach(cells, async ({ caller, target }) => {
      const label = `${method}-${path.length}-${caller}`
      const tenant = isOfTenant(path) ? await makeTenant(target, label) : ''
      const key = keys[caller as Machine]
      const ask = key ? askerAs({ authorization: `Bearer ${key}` }) : askers[caller as Person]
      const query = rule?.query?.({ org: orgs[target] }) ?? ''
      const body = rule?.body?.({ org: orgs[target], tenant })
      const answer = await ask(`${fill(path, target, tenant)}${query}`, { method, body })
      const { status, text } = answer
      const what = `${caller} calls ${method} ${fill(path, target, tenant)}`
      expect(status, `${what}: ${text.slice(0, 200)}`).toBe(rule?.status(caller, target))
      if (status >= 400) expect(leaks(text, target), what).toEqual([])
      if (status >= 400 && path.startsWith('/api/') && !path.startsWith('/api/auth')) {
        expect(JSON.parse(text).detail.error_code, what).toMatch(/^[a-z_]+$/)
      }
      if (undescribed.includes(path)) return
      expect(faultsOf(method, path, answer), `${what}: ${text.slice(0, 500)}`).toEqual([])
    })
  })
}

/** As the browser sends the arguments of an action. */
const actionType = { 'content-type': 'text/plain;charset=UTF-8' }

for (const { file, name } of actions) {
  test(`action ${name} of ${file} acts for those who may, and for nobody else`, async () => {
    const rule = actionRules[`${file} ${name}`]
    const id = actionIds().get(`${file} ${name}`)
    expect(id, 'the build knows the action').toBeTruthy()
    const cells = everyPerson()
      .filter(([person]) => !rule?.open || person === 'nobody')
      .flatMap(([person, ask]) => targets.map((target) => ({ person, ask, target })))
    await forEach(cells, async ({ person, ask, target }) => {
      const about = { org: orgs[target], invoiceId: invoiceIds[target] }
      const { status, text } = await ask(rule?.page(about) ?? '/', {
        method: 'POST',
        headers: { 'next-action': String(id), ...actionType },
        body: rule?.input(about),
      })
      const what = `${person} calls ${name} about ${about.org}: ${status} ${text.slice(-300)}`
      expect(status, what).toBeLessThan(500)
      const refusedWho = /"code":"(not_found|forbidden|unauthenticated|unknown_org)"/.test(text) || status >= 400
      if (rule?.open) return
      if (!rule?.allows(person, target)) {
        expect(text, what).not.toContain('"ok":true')
        expect(refusedWho || status === 303 || status === 307, what).toBe(true)
        expect(leaks(text, target), what).toEqual([])
      } else if (target !== 'absent') {
        expect(text, what).toContain('"ok":')
        expect(text, what).not.toMatch(/"code":"(forbidden|unauthenticated)"/)
      }
    })
  })
}
