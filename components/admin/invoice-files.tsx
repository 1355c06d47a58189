'use client'

import { Archive } from 'lucide-react'
import { useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { download } from './download'

/** The form that check boxes of invoices belong to, wherever they stand. */
export const filesForm = 'invoice-files'

export type InvoiceFilesProps = {
  /** Where the archive is, with the filter of the page in its query. */
  readonly href: string
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

/** Downloads the PDFs of the chosen invoices, or of all that match the filters, as one archive. */
export const InvoiceFiles = ({ href }: InvoiceFilesProps) => {
  const [received, setReceived] = useState<number | null>(null)
  const [failure, setFailure] = useState('')
  const fetchFrom = async (address: string) => {
    setFailure('')
    setReceived(0)
    setFailure(await download(address, setReceived))
    setReceived(null)
  }
  const chosen = (form: HTMLFormElement | null) => {
    const names = form ? new FormData(form).getAll('invoice').map(String) : []
    if (names.length === 0) return setFailure('Choose at least one invoice.')
    void fetchFrom(`/api/admin/invoices.zip?${new URLSearchParams({ invoices: names.join(',') })}`)
  }
  const busy = received !== null
  return (
    <form id={filesForm} className="flex flex-col gap-2 px-4 py-2.5 sm:px-5">
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="secondary" size="small" disabled={busy} onClick={(event) => chosen(event.currentTarget.form)}>
          <Archive aria-hidden />
          PDFs of those chosen
        </Button>
        <Button variant="secondary" size="small" disabled={busy} onClick={() => void fetchFrom(href)}>
          PDFs of all that match
        </Button>
        <p className="text-ink-soft text-sm" role="status">
          {busy ? `Making the archive, ${megabytes(received)} so far` : 'One ZIP, at most 500 invoices.'}
        </p>
      </div>
      {failure ? <Alert tone="bad" title={failure} /> : null}
    </form>
  )
}
