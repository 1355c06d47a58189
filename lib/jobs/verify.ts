import { auditToVerify } from '@/db/queries/audit-check'
import { verifyNextEntries } from '@/lib/flows/audit/verify-next-entries'
import { invoicesToWalk, walkInvoices } from '@/lib/flows/invoices/walk-invoices'
import { inTurn } from '@/lib/flows/jobs/rounds'
import { job } from './job'

export const verify = job({
  name: 'verify',
  title: 'Verification',
  does: 'Works out every issued invoice again each day, compares it and its document with what was issued, and verifies the audit log.',
  schedule: '40 1 * * *',
  everyMs: 60_000,
  lateMinutes: 26 * 60,
  backlog: [auditToVerify, invoicesToWalk],
  run: (rounds, { documents }) =>
    inTurn(rounds, {
      entries: verifyNextEntries,
      differences: () => walkInvoices(rounds, documents.check),
    }),
})
