import { parseArgs } from 'node:util'
import { connect, disconnect } from '@/db/client'
import { invoiceDocuments, settings } from '@/lib/compose'
import type { Ctx } from '@/lib/context'
import { replaceDocument } from '@/lib/flows/invoices/replace-document'
import { type VerifiedInvoice, verifyAll } from '@/lib/flows/invoices/verify-all'
import { CommandError, runCommand } from './session'

const usage = 'npm run verify -- [--org ORG] [--replace-documents]'

const arguments_ = () => {
  try {
    return parseArgs({
      options: { org: { type: 'string' }, 'replace-documents': { type: 'boolean', default: false } },
    }).values
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const differencesOf = ({ verification }: VerifiedInvoice): string[] => {
  if (typeof verification === 'string') return [`cannot be worked out again: ${verification}`]
  const { identical, document } = verification
  return [
    ...(identical ? [] : ['the recorded events no longer give this invoice']),
    ...(document.standing === 'wrong' ? [`the stored document is wrong: ${document.difference}`] : []),
  ]
}

const isDocumentWrong = ({ verification }: VerifiedInvoice): boolean =>
  typeof verification !== 'string' && verification.document.standing === 'wrong'

/** Documents may be replaced by the owner of the schema alone. */
const replaceAsOwner = async (ctx: Ctx, wrong: readonly VerifiedInvoice[]): Promise<void> => {
  const url = settings().ownerDatabaseUrl ?? process.env.DATABASE_URL ?? ''
  const db = connect({ url, role: 'owner', connections: 1, applicationName: 'kontor-verify' })
  try {
    for (const { org, invoiceId, number } of wrong) {
      const replaced = await replaceDocument({ ...ctx, db }, invoiceDocuments(), org, invoiceId)
      if (replaced) console.log(`replaced  ${number}  ${org}  ${replaced.wrongSha256} by ${replaced.sha256}`)
    }
  } finally {
    await disconnect(db)
  }
}

runCommand('verify', async (ctx) => {
  const { org, 'replace-documents': replaces } = arguments_()
  const counts = { verified: 0, different: 0, missing: 0 }
  const wrong: VerifiedInvoice[] = []
  for await (const invoice of verifyAll(ctx, invoiceDocuments().check, org)) {
    const { number, verification } = invoice
    const differences = differencesOf(invoice)
    const isMissing = typeof verification !== 'string' && verification.document.standing === 'missing'
    counts.verified += 1
    if (isMissing) counts.missing += 1
    if (differences.length > 0) counts.different += 1
    if (isDocumentWrong(invoice)) wrong.push(invoice)
    const standing = differences.length > 0 ? 'differs ' : isMissing ? 'no PDF  ' : 'right   '
    console.log(`${standing}  ${number}  ${invoice.org}${differences.length > 0 ? `: ${differences.join('; ')}` : ''}`)
  }
  const { verified, different, missing } = counts
  console.log(`${verified} invoices verified: ${different} differ, ${missing} wait for their document.`)
  if (replaces) await replaceAsOwner(ctx, wrong)
  else if (wrong.length > 0)
    console.log('Add --replace-documents to replace the wrong documents; their bytes are kept.')
  if (different > (replaces ? wrong.length : 0)) process.exitCode = 2
})
