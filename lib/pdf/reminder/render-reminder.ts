import { renderToBuffer } from '@react-pdf/renderer'
import type { ReminderSnapshot } from '@/lib/core/dunning/reminder-snapshot'
import { compareTexts } from '@/lib/pdf/compare-texts'
import { readPdfTexts } from '@/lib/pdf/read-text'
import { loadTypeface } from '@/lib/pdf/typeface'
import { Refusal } from '@/lib/platform/errors'
import { layOutReminder, reminderTexts } from './lay-out-reminder'
import { ReminderDocument } from './reminder-document'

/**
 * Renders a reminder as a PDF in the customer's language, reads it back, and hands it out only if it says what was recorded.
 * @throws Refusal `document_wrong` if its text is another one.
 */
export const renderReminderPdf = async (snapshot: ReminderSnapshot): Promise<Uint8Array> => {
  const layout = layOutReminder(snapshot, await loadTypeface())
  const bytes = new Uint8Array(await renderToBuffer(ReminderDocument({ layout })))
  const difference = compareTexts(reminderTexts(layout), await readPdfTexts(bytes))
  if (difference === null) return bytes
  const { number } = snapshot
  throw new Refusal('document_wrong', `The reminder of ${number} does not say what was recorded: ${difference}.`, {
    number,
  })
}
