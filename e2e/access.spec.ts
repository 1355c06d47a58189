import { type APIRequestContext, type APIResponse, expect, test } from '@playwright/test'
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
import { testedDatabase } from './database'

const db = testedDatabase()
let contexts: Record<Person, APIRequestContext>
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
const targets: readonly Target[] = ['own', 'other', 'absent']

/** The same page asked for in every way a browser, a prefetch or an attacker asks. */
const disguises: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plainly: {},
  'as RSC': { rsc: '1' },
  'as prefetch': { rsc: '1', 'next-router-prefetch': '1' },
  'as if past the proxy': { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
}

test.beforeAll(async ({ playwright }) => {
  contexts = await people(playwright, db)
  keys = await machines(db)
  faultsOf = answerValidator(await (await contexts.nobody.get('/api/openapi.json')).json())
  const made = await contexts.admin.put(`/api/admin/machine-types/${machineType}`, { data: machineTypeBody })
  expect(made.status()).toBe(200)
  // Where a failed test begins the matrix anew, the plan is there already.
  expect([200, 409]).toContain((await contexts.admin.post('/api/admin/plans', { data: planBody('access') })).status())
  for (const target of ['own', 'other'] as const) {
    const about = `/api/admin/orgs/${orgs[target]}`
    const granted = await contexts.admin.post(`${about}/grants`, { data: grantBody })
    grantIds[target] = (await granted.json()).grant
    expect((await contexts.admin.put(`${about}/subscription`, { data: subscriptionBody })).status()).toBe(200)
    const rows =
      await db.$client`select invoice_id from invoices where org_id = ${orgs[target]} order by number limit 1`
    invoiceIds[target] = String(rows[0]?.invoice_id)
  }
})
test.afterAll(async () => {
  await Promise.all(Object.values(contexts).map((context) => context.dispose()))
  await db.$client.end()
})

const fill = (path: string, target: Target, tenant = ''): string =>
  path
    .replace('[org]', orgs[target])
    .replace('[invoiceId]', invoiceIds[target])
    .replace('[grant]', grantIds[target])
    .replace('[name]', tenant)
    .replace('[cell]', 'access-cell')
    .replace('[machineType]', machineType)
    .replace(/\[\.\.\.\w+\]/, 'nothing-here')

const isMissing = (answer: APIResponse, body: string): boolean =>
  answer.status() === 404 || body.includes('NEXT_HTTP_ERROR_FALLBACK;404')

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
const ask = async (
  context: APIRequestContext,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<APIResponse> => {
  const answer = await context.get(path, { headers })
  const marked = answer.headers().location ?? ''
  return headers.rsc && marked.includes('_rsc') ? context.get(marked, { headers }) : answer
}

for (const { path } of pages) {
  test(`page ${path} opens to those who may see it and to nobody else`, async () => {
    const rule = pageRules[path] ?? 'admin'
    for (const [person, context] of Object.entries(contexts) as [Person, APIRequestContext][]) {
      for (const target of path.includes('[org]') ? targets : (['own'] as const)) {
        const verdict = pageVerdict(rule, person, target)
        for (const [how, headers] of Object.entries(disguises)) {
          const what = `${person} asks ${how} for ${fill(path, target)}`
          const answer = await ask(context, fill(path, target), headers)
          const body = await answer.text()
          expect(answer.status(), what).toBeLessThan(500)
          expect(answer.headers()['cache-control'] ?? '', what).not.toContain('public')
          if (verdict !== 'open' && path.includes('[org]')) expect(leaks(body, target), what).toEqual([])
          // A prefetch is answered with the frame of a page alone; that nothing leaks is all there is to say of it.
          if (how === 'as prefetch') continue
          if (verdict === 'missing') expect(isMissing(answer, body), what).toBe(true)
          if (verdict === 'sign in') {
            const sent = answer.headers().location ?? body
            expect(sent, what).toContain('/sign-in')
          }
          if (how !== 'plainly') continue
          if (verdict === 'missing') expect(answer.status(), what).toBe(404)
          if (verdict === 'open') expect([200, 307], what).toContain(answer.status())
          if (verdict === 'open' && path.includes('[org]')) expect(leaks(body, target).length, what).toBeGreaterThan(0)
        }
      }
    }
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
  const answer = await contexts.nobody.post('/api/v1/tenants', {
    headers: { authorization: `Bearer ${keys['tenants key']}` },
    data: { org: orgs[target], name, occurredAt: '2026-10-20T10:00:00Z' },
  })
  expect(answer.status()).toBe(200)
  return name
}

for (const { path, method } of routes) {
  test(`${method} ${path} answers those who may, and says no to everybody else`, async () => {
    const rule = routeRules[`${method} ${path}`]
    const callers: Caller[] = [...(Object.keys(contexts) as Person[]), ...(Object.keys(keys) as Machine[])]
    for (const caller of callers) {
      for (const target of everyTarget(path, method)) {
        const tenant = await makeTenant(target, `${method}-${path.length}-${caller}`)
        const context = caller in contexts ? contexts[caller as Person] : contexts.nobody
        const body = rule?.body?.({ org: orgs[target], tenant })
        const headers: Record<string, string> =
          caller in keys ? { authorization: `Bearer ${keys[caller as Machine]}` } : {}
        const query = rule?.query?.({ org: orgs[target] }) ?? ''
        const answer = await context.fetch(`${fill(path, target, tenant)}${query}`, {
          method,
          headers,
          ...(body === undefined ? {} : { data: body }),
        })
        const what = `${caller} calls ${method} ${fill(path, target, tenant)}`
        const text = await answer.text()
        expect(answer.status(), `${what}: ${text.slice(0, 200)}`).toBe(rule?.status(caller, target))
        if (answer.status() >= 400) expect(leaks(text, target), what).toEqual([])
        if (answer.status() >= 400 && path.startsWith('/api/') && !path.startsWith('/api/auth')) {
          expect(JSON.parse(text).detail.error_code, what).toMatch(/^[a-z_]+$/)
        }
        if (undescribed.includes(path)) continue
        const answered = { status: answer.status(), headers: answer.headers(), text }
        expect(faultsOf(method, path, answered), `${what}: ${text.slice(0, 500)}`).toEqual([])
      }
    }
  })
}

for (const { file, name } of actions) {
  test(`action ${name} of ${file} acts for those who may, and for nobody else`, async () => {
    const rule = actionRules[`${file} ${name}`]
    const id = actionIds().get(`${file} ${name}`)
    expect(id, 'the build knows the action').toBeTruthy()
    for (const [person, context] of Object.entries(contexts) as [Person, APIRequestContext][]) {
      if (rule?.open && person !== 'nobody') continue
      for (const target of targets) {
        const about = { org: orgs[target], invoiceId: invoiceIds[target] }
        const answer = await context.post(rule?.page(about) ?? '/', {
          headers: { 'next-action': String(id), 'content-type': 'text/plain;charset=UTF-8' },
          data: JSON.stringify(rule?.input(about)),
        })
        const body = await answer.text()
        const what = `${person} calls ${name} about ${about.org}: ${answer.status()} ${body.slice(-300)}`
        expect(answer.status(), what).toBeLessThan(500)
        const refusedWho =
          /"code":"(not_found|forbidden|unauthenticated|unknown_org)"/.test(body) || answer.status() >= 400
        if (rule?.open) continue
        if (!rule?.allows(person, target)) {
          expect(body, what).not.toContain('"ok":true')
          expect(refusedWho || answer.status() === 303 || answer.status() === 307, what).toBe(true)
          expect(leaks(body, target), what).toEqual([])
        } else if (target !== 'absent') {
          expect(body, what).toContain('"ok":')
          expect(body, what).not.toMatch(/"code":"(forbidden|unauthenticated)"/)
        }
      }
    }
  })
}
