import { parseArgs } from 'node:util'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { CommandError, runCommand } from './session'

const usage = 'npm run invoice -- --org ORG --month 2026-10 [--issue]'

const arguments_ = () => {
  try {
    return parseArgs({
      options: { org: { type: 'string' }, month: { type: 'string' }, issue: { type: 'boolean', default: false } },
    }).values
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const print = ({ lines, taxes, net, total, currency, buyer, period }: InvoiceSnapshot): void => {
  console.log(`${buyer.name}, ${period.start} to ${period.end} (end excluded), ${currency}\n`)
  for (const { kind, subject, detail, amount, taxRate, explain } of lines) {
    console.log(
      `  ${amount.padStart(12)}  ${taxRate.padStart(6)} %  ${[kind, subject, detail].filter(Boolean).join(' · ')}  (${explain.formula})`,
    )
  }
  console.log(`\n  ${net.padStart(12)}  net`)
  for (const { rate, base, tax } of taxes) console.log(`  ${tax.padStart(12)}  VAT ${rate} % of ${base}`)
  console.log(`  ${total.padStart(12)}  total`)
}

runCommand('invoice', async (ctx) => {
  const { org, month, issue } = arguments_()
  if (!org || !month) throw new CommandError(usage)
  if (!issue) {
    print(await previewInvoice(ctx, org, month))
    console.log('\nThis is a preview: nothing was written. Add --issue to issue it.')
    return
  }
  const { number, total, currency } = await issueInvoice(ctx, org, month)
  console.log(`Issued ${number} over ${currency} ${total}.`)
})
