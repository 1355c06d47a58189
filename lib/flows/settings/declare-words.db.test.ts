import { expect, it } from 'vitest'
import { findInvoice } from '@/db/queries/invoices'
import { ocrNames, publishSandboxPrice, sandboxWords } from '@/db/testing/declared-words'
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

const { db } = await testDatabase()
const ctx = contextOf(db)
await preparePlatform(db)
await publishSandboxPrice(db)
await makeOrg(db, 'spoken', { language: 'fr' })
await makeTenant(db, 'spoken', 'spoken-bot', '2026-10-12T08:00:00Z', ['ocr'])
await makeUsage(db, 'spoken', { meter: 'sandbox.seconds', quantity: '1678431' })

const textOf = async (org: string, invoiceId: string): Promise<string> => {
  const invoice = await findInvoice(db, org, invoiceId)
  if (!invoice) throw new Error('no invoice')
  return (await readPdfTexts(await renderInvoicePdf(invoice))).flat().join(' ')
}

it('only the platform says what things are called, in letters that documents can show', async () => {
  expect(await codeOf(declareMeter(contextOf(db, payer('spoken')), 'sandbox.seconds', sandboxWords))).toBe('not_found')
  expect(await codeOf(declareMeter(contextOf(db, machine('spoken')), 'sandbox.seconds', sandboxWords))).toBe(
    'forbidden',
  )
  const boxes = { ...sandboxWords, words: { ...sandboxWords.words, it: { name: '時間', one: 'ora', other: 'ore' } } }
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
  await declareMeter(ctx, 'sandbox.seconds', sandboxWords)
  await declareSkill(ctx, 'ocr', ocrNames)
  expect(await declaredSkills(ctx)).toEqual([{ skill: 'ocr', declared: true, names: ocrNames }])
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
    ...sandboxWords,
    scale: 60,
    words: { ...sandboxWords.words, fr: { name: 'Bac', one: 'min', other: 'min' } },
  })
  expect(await textOf('spoken', invoiceId)).toBe(text)
  expect(await verifyInvoice(ctx, checkDocument, 'spoken', invoiceId)).toMatchObject({ identical: true })
})

it('pages of usage speak the words of today', async () => {
  const asked = { from: '2026-10-01', to: '2026-10-31', meter: undefined, resource: undefined, page: 1 }
  const { meters: shown } = await usagePage(contextOf(db, payer('spoken')), 'spoken', asked)
  expect(shown).toMatchObject([{ meter: 'sandbox.seconds', quantity: '1678431', words: { scale: 60 } }])
})
