import { expect } from '@playwright/test'
import type { Db } from '@/db/client'
import type { OpenApiDocument } from '@/lib/contracts/api/document-types'
import { type Machine, machines } from './access/principals'
import { answerValidator } from './api-validator'
import { fetch } from './fetch'

/** The path of an address as the API's description writes it. */
const describedPath = (address: string): string =>
  address
    .replace(/\?.*/, '')
    .replace(/\/orgs\/[^/]+/, '/orgs/{org}')
    .replace(/\/grants\/[^/]+/, '/grants/{grant}')
    .replace(/\/invoices\/[^/]+/, '/invoices/{invoiceId}')
    .replace(/\/reservations\/[^/]+/, '/reservations/{reservation}')
    .replace(/\/usage\/events\/[^/]+/, '/usage/events/{key}')

/** Calls as machines do: each answer is held against the description, and handed on. */
export const machineCalls = async (db: Db, baseURL = '') => {
  const keys = await machines(db)
  const document = (await (await fetch(`${baseURL}/api/openapi.json`)).json()) as OpenApiDocument
  const faultsOf = answerValidator(document)
  const call = async (method: string, address: string, body?: unknown, key: Machine = 'funds key') => {
    const answer = await fetch(`${baseURL}${address}`, {
      method,
      headers: { authorization: `Bearer ${keys[key]}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { status } = answer
    const [headers, text] = [Object.fromEntries(answer.headers), await answer.text()]
    expect(faultsOf(method, describedPath(address), { status, headers, text }), text).toEqual([])
    return { status, body: JSON.parse(text), left: answer.headers.get('x-compute-remaining') }
  }
  return { call, document }
}

export type MachineCalls = Awaited<ReturnType<typeof machineCalls>>
