import { getDocumentProxy } from 'unpdf'
import { afterAll, expect, test } from 'vitest'
import type { InvoiceSnapshot, SnapshotLine } from '@/lib/core/invoices/snapshot'
import { isLong } from '@/lib/testing/size'
import { createPdfPool, type PdfPool } from './pool'
import { type InvoiceInput, renderInvoicePdf } from './render-invoice'
import { randomInvoices } from './testing/random-invoices'

const count = isLong ? 2000 : 200
const seed = Number(process.env.KONTOR_PDF_SEED ?? Math.floor(Math.random() * 1e9))
const inputs = randomInvoices(count, seed)

const open: PdfPool[] = []
const oneWorker = (): PdfPool => {
  const pool = createPdfPool({
    size: 1,
    deadlineMs: 300_000,
    entry: new URL('./testing/prompt-worker.ts', import.meta.url),
  })
  open.push(pool)
  return pool
}
afterAll(async () => {
  await Promise.all(open.map((pool) => pool.close()))
})

/** Every `step`th invoice, the last first. */
const backwards = (step: number): InvoiceInput[] => inputs.filter((_, index) => index % step === 0).reverse()

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+$)/g, '’')

/** As a reader expects a number: grouped, with a true minus, without zeros that say nothing after `least` decimals. */
const written = (text: string, least: number): string => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const places = fraction.replace(/0+$/, '').padEnd(least, '0')
  const sign = text.startsWith('-') && /[1-9]/.test(text) ? '−' : ''
  return `${sign}${grouped(whole)}${places === '' ? '' : `.${places}`}`
}

const figuresOf = ({ quantity, unitPrice, amount, taxRate }: SnapshotLine): string[] => [
  written(quantity, 0),
  written(unitPrice, 2),
  written(taxRate, 2),
  written(amount, 2),
]

const namesOf = ({ seller, buyer, lines }: InvoiceSnapshot): string[] => [
  ...[seller, buyer].flatMap(({ name, street, town, vatNumber }) => [name, street, town, vatNumber]),
  ...lines.flatMap(({ kind, subject, detail }) => (kind === 'skill' ? [subject, detail] : [subject])),
]

const squeezed = (text: string): string => text.normalize('NFC').replace(/\s/gu, '')

const textOf = async (bytes: Uint8Array): Promise<string> => {
  const document = await getDocumentProxy(Uint8Array.from(bytes))
  const pages: string[] = []
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent({ disableNormalization: true })
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  await document.loadingTask.destroy()
  return ` ${pages.join(' ').replace(/\s+/gu, ' ')} `
}

const expectAll = async ({ snapshot, number }: InvoiceInput, bytes: Uint8Array): Promise<void> => {
  const text = await textOf(bytes)
  const taxes = snapshot.taxes.flatMap(({ base, tax }) => [base, tax])
  const sums = [...taxes, snapshot.net, snapshot.tax, snapshot.total].map((sum) => written(sum, 2))
  for (const figure of [...snapshot.lines.flatMap(figuresOf), ...sums, number]) {
    expect(text, number).toContain(` ${figure} `)
  }
  const letters = squeezed(text)
  for (const name of namesOf(snapshot)) expect(letters, number).toContain(squeezed(name))
}

const isSame = (one: Uint8Array, other: Uint8Array | undefined): boolean =>
  Buffer.from(one).equals(other ?? Buffer.of())

test(
  `${count} invoices of all languages say every figure and name, whatever was rendered before (seed ${seed})`,
  async () => {
    const worker = oneWorker()
    const rendered = new Map<string, Uint8Array>()
    let reading = Promise.resolve()
    for (const input of inputs) {
      const bytes = await worker.render(input)
      rendered.set(input.number, bytes)
      await reading
      reading = expectAll(input, bytes)
    }
    await reading
    for (const input of backwards(5)) {
      expect(isSame(await renderInvoicePdf(input), rendered.get(input.number)), input.number).toBe(true)
    }
    for (const input of backwards(Math.floor(count / 3))) {
      const fresh = oneWorker()
      expect(isSame(await fresh.render(input), rendered.get(input.number)), input.number).toBe(true)
      await fresh.close()
    }
  },
  isLong ? 5_400_000 : 1_500_000,
)
