import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ApplySurplusDialog } from '@/components/admin/apply-surplus-dialog'
import { InvoicePayments } from '@/components/admin/invoice-payments'
import { MarkPaidDialog } from '@/components/admin/mark-paid-dialog'
import { Reminders } from '@/components/admin/reminders'
import { VerifyButton } from '@/components/admin/verify-button'
import { InvoiceView } from '@/components/invoices/invoice-view'
import { PayPanel } from '@/components/pay/pay-panel'
import { demoScript } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { adminReminders } from '@/lib/reads/admin-reminders'
import { type CustomerInvoice, customerInvoice } from '@/lib/reads/customer-invoice'
import {
  applyInvoiceSurplus,
  markInvoicePaid,
  pauseReminders,
  sendReminder,
  settleCheckout,
  startCheckout,
  undoPayment,
  verifyInvoice,
} from './actions'

type InvoicePageProps = { params: Promise<{ org: string; invoiceId: string }> }

/** Read once for the title and the page. */
const read = cache((org: string, invoiceId: string) => readPage((ctx) => customerInvoice(ctx, org, invoiceId)))

export const generateMetadata = async ({ params }: InvoicePageProps): Promise<Metadata> => {
  const { org, invoiceId } = await params
  const { number } = await read(org, invoiceId)
  return { title: (await getTranslations('invoices'))('invoiceNumber', { number }) }
}

const InvoicePage = async ({ params }: InvoicePageProps) => {
  const { org, invoiceId } = await params
  const invoice = await read(org, invoiceId)
  const t = await getTranslations('invoices')
  return (
    <InvoiceView
      snapshot={invoice.snapshot}
      number={invoice.number}
      payment={invoice.payment}
      pdfHref={invoice.pdfHref}
      back={{ href: `/o/${org}/invoices`, label: t('title') }}
      pay={invoice.payable ? <Pay org={org} invoice={invoice} /> : null}
      payments={invoice.admin ? <ForAdmins org={org} invoice={invoice} /> : null}
      actions={invoice.admin ? <AdminActions org={org} invoice={invoice} /> : null}
    />
  )
}

type PartProps = { org: string; invoice: CustomerInvoice }

const Pay = ({ org, invoice: { invoiceId, snapshot, payment } }: PartProps) => (
  <PayPanel
    amount={payment.open}
    currency={snapshot.currency}
    startCheckout={startCheckout.bind(null, { org, invoiceId })}
    settle={settleCheckout.bind(null, { org, invoiceId })}
    {...demoScript()}
  />
)

/** What only administrators see of an invoice. */
const ForAdmins = async ({ org, invoice }: PartProps) => {
  const reminders = await readPage((ctx) => adminReminders(ctx, org, invoice.invoiceId))
  const shown = reminders.sent.length > 0 || reminders.open
  return (
    <>
      {invoice.payments.length > 0 ? <Payments org={org} invoice={invoice} /> : null}
      {shown ? (
        <Reminders
          {...reminders}
          org={org}
          invoiceId={invoice.invoiceId}
          number={invoice.number}
          currency={invoice.snapshot.currency}
          send={sendReminder}
          pauseReminders={pauseReminders}
        />
      ) : null}
    </>
  )
}

const Payments = ({ org, invoice: { invoiceId, snapshot, payments } }: PartProps) => (
  <InvoicePayments
    payments={payments}
    currency={snapshot.currency}
    org={org}
    invoiceId={invoiceId}
    undo={undoPayment}
  />
)

const AdminActions = ({ org, invoice }: PartProps) => {
  const { invoiceId, number, orgName, snapshot, payment, issuedOn, today } = invoice
  const { currency } = snapshot
  const about = {
    org,
    invoiceId,
    number,
    orgName,
    currency,
    issuedOn,
    today,
    inHeader: true,
    markPaid: markInvoicePaid,
  }
  return (
    <>
      {payment.status === 'paid' ? (
        <MarkPaidDialog {...about} kind="more" open="" />
      ) : (
        <MarkPaidDialog {...about} open={payment.open} />
      )}
      {/[1-9]/.test(payment.credit) ? <MarkPaidDialog {...about} kind="return" open={payment.credit} /> : null}
      {invoice.openInvoices.length > 0 ? (
        <ApplySurplusDialog
          org={org}
          invoiceId={invoiceId}
          number={number}
          credit={payment.credit}
          currency={currency}
          openInvoices={invoice.openInvoices}
          apply={applyInvoiceSurplus}
        />
      ) : null}
      <VerifyButton verify={verifyInvoice.bind(null, { org, invoiceId })} />
    </>
  )
}

export default InvoicePage
