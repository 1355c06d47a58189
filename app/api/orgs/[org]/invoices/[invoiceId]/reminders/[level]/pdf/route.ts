import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { invoiceDocuments } from '@/lib/compose'
import { reminderLevels } from '@/lib/core/dunning/reminders'
import { readReminderDocument } from '@/lib/flows/reminders/read-reminder-document'
import { pdfAnswer } from '@/lib/http/pdf-answer'
import { route } from '@/lib/http/route'

/** The stored PDF of a reminder, for those who may see its invoice. */
export const GET = route(machineOrPerson, async ({ request, ctx, params }) => {
  const { org = '', invoiceId = '' } = params
  const level = reminderLevels.find((each) => String(each) === params.level) ?? null
  const { render } = invoiceDocuments()
  const document = await readReminderDocument(ctx, render, org, invoiceId, level)
  return pdfAnswer(request, document, `reminder-${document.number}-${level}.pdf`)
})
