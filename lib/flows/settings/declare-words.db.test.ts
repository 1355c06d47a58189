import { expect, it } from 'vitest'
import { findInvoice } from '@/db/queries/invoices'
import {
  admin,
  contextOf,
  issueFor,
  machine,
  makeOrg,
  makeTenant,
  makeUsage,
  payer,
  preparePlatform,
  prices,
} from '@/db/testing/fixtures'
import { codeOf } from '@/db/testing/outcomes'
import { testDatabase } from '@/db/testing/test-database'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { verifyInvoice } from '@/lib/flows/invoices/verify-invoice'
import { checkDocument } from '@/lib/pdf/check-document'
import { readPdfTexts } from '@/lib/pdf/read-text'
import { renderInvoicePdf } from '@/lib/pdf/render-invoice'
import { declaredMeters, declaredSkills } from '@/lib/reads/declared-names'
import { orgInvoice } from '@/lib/reads/org-invoices'
import { usagePage } from '@/lib/reads/usage-page'
import { declareMeter, declareSkill } from './declare-words'
import { publishPrices } from './publish-prices'

const { db } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)
const meters = [...prices.meters, { meter: 'sandbox.seconds', unit: 'second', pricePerUnit: '0.000028' }]
await publishPrices(ctx, { book: 'standard', currency: 'CHF', expected: 1, prices: { ...prices, meters } })
await makeOrg(db, 'spoken', { language: 'fr' })
await makeTenant(db, 'spoken', 'spoken-bot', '2026-10-12T08:00:00Z', ['ocr'])
await makeUsage(db, 'spoken', { meter: 'sandbox.seconds', quantity: '1678431' })

const word = (name: string, one: string, other: string) => ({ name, one, other })
const hours = {
  scale: 3600,
  words: {
    en: word('Sandbox time', 'hour', 'hours'),
    de: word('Sandbox-Laufzeit', 'Stunde', 'Stunden'),
    fr: word('Temps de sandbox', 'heure', 'heures'),
    it: word('Tempo di sandbox', 'ora', 'ore'),
  },
}
const recognition = { en: 'Text recognition', de: 'Texterkennung', fr: 'Reconnaissance', it: 'Riconoscimento' }

const textOf = async (org: string, invoiceId: string): Promise<string> => {
  const invoice = await findInvoice(db, org, invoiceId)
  if (!invoice) throw new Error('no invoice')
  return (await readPdfTexts(await renderInvoicePdf(invoice))).flat().join(' ')
}

it('only the platform says what things are called, in letters that documents can show', async () => {
  expect(await codeOf(declareMeter(contextOf(db, payer('spoken')), 'sandbox.seconds', hours))).toBe('not_found')
  expect(await codeOf(declareMeter(contextOf(db, machine('spoken')), 'sandbox.seconds', hours))).toBe('forbidden')
  const boxes = { ...hours, words: { ...hours.words, it: word('時間', 'ora', 'ore') } }
  await expect(declareMeter(ctx, 'sandbox.seconds', boxes)).rejects.toMatchObject({
    code: 'not_printable',
    facts: { field: 'words.it.name' },
  })
  expect((await declaredMeters(contextOf(db, admin))).every(({ declared }) => !declared)).toBe(true)
})

it('an invoice freezes the words of its time, and shows them on paper and in the API', async () => {
  expect(await previewInvoice(ctx, 'spoken', '2026-10')).toMatchObject({
    words: { meters: { 'sandbox.seconds': { scale: 1, words: { fr: { other: 'secondes' } } } } },
  })
  await declareMeter(ctx, 'sandbox.seconds', hours)
  await declareSkill(ctx, 'ocr', recognition)
  expect(await declaredSkills(ctx)).toEqual([{ skill: 'ocr', declared: true, names: recognition }])
  const { invoiceId } = await issueFor(ctx, 'spoken', '2026-10')
  const text = await textOf('spoken', invoiceId)
  expect(text).toContain('Temps de sandbox 466.230833 heures 0.1008')
  expect(text).toContain('Skill Reconnaissance · tenant spoken-bot')
  expect(text).not.toMatch(/second|1’678’431/)
  const { lines } = await orgInvoice(ctx, 'spoken', invoiceId)
  expect(lines.find(({ kind }) => kind === 'usage')).toMatchObject({
    subject: 'sandbox.seconds',
    quantity: '1678431',
    unit: 'second',
    shown: { name: 'Temps de sandbox', quantity: '466.230833', unit: 'heures', unitPrice: '0.1008' },
  })

  await declareMeter(ctx, 'sandbox.seconds', {
    ...hours,
    scale: 60,
    words: { ...hours.words, fr: word('Bac', 'min', 'min') },
  })
  expect(await textOf('spoken', invoiceId)).toBe(text)
  expect(await verifyInvoice(ctx, checkDocument, 'spoken', invoiceId)).toMatchObject({ identical: true })
})

it('pages of usage speak the words of today', async () => {
  const asked = { from: '2026-10-01', to: '2026-10-31', meter: undefined, resource: undefined, page: 1 }
  const { meters: shown } = await usagePage(contextOf(db, payer('spoken')), 'spoken', asked)
  expect(shown).toMatchObject([{ meter: 'sandbox.seconds', quantity: '1678431', words: { scale: 60 } }])
})
