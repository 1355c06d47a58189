import type { RunItem } from '@/components/admin/run-item'
import { billerWords } from '@/components/funding/words'
import { addressOf } from '@/lib/http/search-params'
import { invoiceHref } from '@/lib/reads/invoice-item'
import type { RunRow } from '@/lib/reads/invoice-run-rows'
import { refusalLink } from './refusal-link'

/** A row of the run as the table shows it. */
export const runItem = (row: RunRow, month: string): RunItem => {
  const { org, name, currency, biller } = row
  const about = {
    org,
    name,
    currency,
    biller: billerWords[biller],
    state: row.state,
    message: '',
    link: null,
    previewHref: addressOf('/admin/invoice-run', { month, org }),
  }
  switch (row.state) {
    case 'nothing':
      return { ...about, total: '0.00', message: row.carried }
    case 'ready':
      return { ...about, total: row.total }
    case 'issued':
      return { ...about, total: row.total, link: { href: invoiceHref(org, row.invoiceId), label: row.number } }
    case 'blocked': {
      const { refused, sentence, facts } = row.refused
      return { ...about, total: row.total, message: sentence, link: refusalLink(refused, facts, org) }
    }
  }
}
