import { expect, it } from 'vitest'
import { GET as readPdf } from '@/app/api/orgs/[org]/invoices/[invoiceId]/pdf/route'
import { clockOfToday, contextOf, issueFor, makeOrg, makeUsage, preparePlatform } from '@/db/testing/fixtures'
import { testDatabase } from '@/db/testing/test-database'
import type { Scope } from '@/lib/core/access/permit'
import { createApiKey } from '@/lib/flows/settings/api-keys'
import { GET as readInvoice } from './route'

const { url, db } = await testDatabase()
process.env.DATABASE_URL = url
Object.assign(globalThis, {
  [Symbol.for('kontor.databases')]: { machines: db, people: db },
  [Symbol.for('kontor.wired')]: { settings: clockOfToday },
})
await preparePlatform(db)
await makeOrg(db, 'acme')
await makeOrg(db, 'other')
await makeUsage(db, 'acme')
const { invoiceId } = await issueFor(contextOf(db), 'acme', '2026-10')

const keyOf = async (scopes: readonly Scope[], org: string | null): Promise<string> =>
  (await createApiKey(contextOf(db), { name: 'reader', scopes, org })).secret
const ask = (get: typeof readPdf, path: string, key: string): Promise<Response> =>
  get(new Request(`http://127.0.0.1${path}`, { headers: { authorization: `Bearer ${key}` } }), {
    params: Promise.resolve({ org: 'acme', invoiceId }),
  })

it('a key that is given the link of a document may follow it', async () => {
  for (const key of [await keyOf(['usage:read'], null), await keyOf(['usage:read'], 'acme')]) {
    const { pdf } = (await (await ask(readInvoice, `/api/v1/orgs/acme/invoices/${invoiceId}`, key)).json()) as {
      pdf: string
    }
    expect(pdf).toBe(`/api/orgs/acme/invoices/${invoiceId}/pdf`)
    const answer = await ask(readPdf, pdf, key)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  }
})

it('no other key may', async () => {
  const pdf = `/api/orgs/acme/invoices/${invoiceId}/pdf`
  expect((await ask(readPdf, pdf, await keyOf(['usage:read'], 'other'))).status).toBe(404)
  expect((await ask(readPdf, pdf, await keyOf(['usage:write'], 'acme'))).status).toBe(403)
  expect((await ask(readPdf, pdf, 'kontor_nobody')).status).toBe(401)
})
