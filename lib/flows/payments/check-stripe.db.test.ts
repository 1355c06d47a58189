import { expect, it } from 'vitest'
import { openCardDesk } from '@/db/testing/card-payments'
import { admin, contextOf, payer } from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { createStripe } from '@/lib/stripe/client'
import { createGateway } from '@/lib/stripe/gateway'
import { secretKey, webhookSecret } from '@/packages/stripe-emulator/testing/harness'
import { checkStripe } from './check-stripe'

const { db } = await testDatabase()
const { stripe, harness } = openCardDesk()
const keys = { secretKey, publishableKey: 'pk_test_kontor', webhookSecret }
const url = 'http://127.0.0.1:9/api/webhooks/stripe'
const byAdmin = contextOf(db, admin)

it('reads the account and its endpoint, and finds no fault in the emulator', async () => {
  const findings = await checkStripe(byAdmin, stripe, keys, url)
  expect(findings.filter(({ level }) => level === 'fault')).toEqual([])
  expect(findings.map(({ sentence }) => sentence)).toContain('It sends events of API version 2026-10-28.endive.')
})

it('says what is wrong: where the endpoint leads, and a key that Stripe does not know', async () => {
  const elsewhere = await checkStripe(byAdmin, stripe, keys, 'https://billing.example.com/api/stripe/webhook')
  expect(elsewhere.filter(({ level }) => level === 'fault').map(({ sentence }) => sentence)).toEqual([
    `No webhook endpoint leads to https://billing.example.com/api/stripe/webhook. The account has: ${url}.`,
  ])
  const wrong = createStripe({ secretKey: 'sk_test_of_somebody', fetch: (request) => harness.emulator.fetch(request) })
  const gateway = createGateway({ stripe: wrong, publishableKey: '', webhookSecret })
  expect(await checkStripe(byAdmin, gateway, keys, url)).toEqual([
    { level: 'fault', sentence: 'Stripe does not know the secret key.' },
  ])
})

it('is for the platform alone', async () => {
  expect(await codeOf(checkStripe(contextOf(db, payer('acme')), stripe, keys, url))).toBe('not_found')
})
