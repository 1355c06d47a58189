import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { MarkPaidDialog } from '@/components/admin/mark-paid-dialog'
import { VerifyButton } from '@/components/admin/verify-button'
import { InvoiceView } from '@/components/invoices/invoice-view'
import { PayPanel } from '@/components/pay/pay-panel'
import { stripeEmulator } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { type CustomerInvoice, customerInvoice } from '@/lib/reads/customer-invoice'
import { markInvoicePaid, settleCheckout, startCheckout, verifyInvoice } from './actions'

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
      actions={invoice.admin ? <AdminActions org={org} invoice={invoice} /> : null}
    />
  )
}

type PartProps = { org: string; invoice: CustomerInvoice }

const Pay = ({ org, invoice: { invoiceId, snapshot } }: PartProps) => (
  <PayPanel
    amount={snapshot.total}
    currency={snapshot.currency}
    startCheckout={startCheckout.bind(null, { org, invoiceId })}
    settle={settleCheckout.bind(null, { org, invoiceId })}
    {...(stripeEmulator() ? { demoScript: '/stripe-emulator/stripe.js' } : {})}
  />
)

const AdminActions = ({ org, invoice: { invoiceId, number, orgName, snapshot, payment, today } }: PartProps) => (
  <>
    {payment.status === 'paid' ? null : (
      <MarkPaidDialog
        org={org}
        invoiceId={invoiceId}
        number={number}
        orgName={orgName}
        total={snapshot.total}
        currency={snapshot.currency}
        today={today}
        markPaid={markInvoicePaid}
      />
    )}
    <VerifyButton verify={verifyInvoice.bind(null, { org, invoiceId })} />
  </>
)

export default InvoicePage
