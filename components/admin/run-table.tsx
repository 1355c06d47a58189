'use client'

import { FileStack } from 'lucide-react'
import { useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination, type PaginationProps } from '@/components/ui/pagination'
import { HeadCell, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Action } from '@/lib/contracts/action-result'
import type { IssuedInvoice, IssueInput } from './issue-button'
import { RunBar } from './run-bar'
import type { RunItem } from './run-item'
import { RunLine } from './run-line'
import { RunStates } from './run-states'
import { type IssueRun, useIssueRun } from './use-issue-run'

export type RunTableProps = {
  readonly items: readonly RunItem[]
  /** `YYYY-MM`. */
  readonly month: string
  readonly issue: Action<IssueInput, IssuedInvoice>
  readonly pages: PaginationProps
  /** Only some of the organizations were looked for. */
  readonly filtered: boolean
}

/** Every organization of a month's run: what is ready is chosen and issued from here, one after the other. */
export const RunTable = ({ items, month, issue, pages, filtered }: RunTableProps) => {
  const [shown, setShown] = useState<RunItem['state'] | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const run = useIssueRun(issue)
  const visible = items.filter(({ state }) => shown === null || state === shown)
  const ready = visible.filter(({ state }) => state === 'ready')
  const selected = ready.filter(({ org }) => chosen.has(org))
  const choose = (orgs: readonly string[], yes: boolean) =>
    setChosen((before) => new Set(yes ? [...before, ...orgs] : [...before].filter((org) => !orgs.includes(org))))
  const begin = () => {
    setChosen(new Set())
    void run.start(selected, month)
  }
  const busy = run.progress !== null
  return (
    <div className="flex flex-col gap-3">
      <RunOutcome run={run} />
      <RunStates items={items} shown={shown} show={setShown} />
      <Card>
        <RunBar selected={selected} month={month} run={run} begin={begin} />
        {visible.length === 0 ? (
          <EmptyState
            icon={<FileStack aria-hidden />}
            title={filtered || shown ? 'No organizations' : 'No organizations yet'}
            text={filtered || shown ? 'None matches these filters.' : 'Every organization is billed from here.'}
          />
        ) : (
          <Table label="Invoice run">
            <TableHead>
              <tr>
                <HeadCell className="w-8">
                  <input
                    type="checkbox"
                    aria-label="All that are ready"
                    className="block size-4 accent-accent"
                    disabled={busy || ready.length === 0}
                    checked={ready.length > 0 && selected.length === ready.length}
                    ref={(box) => {
                      if (box) box.indeterminate = selected.length > 0 && selected.length < ready.length
                    }}
                    onChange={(event) =>
                      choose(
                        ready.map(({ org }) => org),
                        event.target.checked,
                      )
                    }
                  />
                </HeadCell>
                <HeadCell>Organization</HeadCell>
                <HeadCell className="hidden md:table-cell">Biller</HeadCell>
                <HeadCell>State</HeadCell>
                <HeadCell numeric className="hidden sm:table-cell">
                  Amount
                </HeadCell>
              </tr>
            </TableHead>
            <TableBody>
              {visible.map((item) => (
                <RunLine
                  key={item.org}
                  item={item}
                  result={run.results.get(item.org)}
                  disabled={busy}
                  chosen={chosen.has(item.org)}
                  choose={(yes) => choose([item.org], yes)}
                />
              ))}
            </TableBody>
          </Table>
        )}
        <Pagination {...pages} />
      </Card>
    </div>
  )
}

/** What a run came to, once it ended. */
const RunOutcome = ({ run: { results, progress } }: { run: IssueRun }) => {
  const count = (state: string) => [...results.values()].filter((result) => result.state === state).length
  if (progress !== null || results.size === 0) return null
  const [issued, failed] = [count('issued'), count('failed')]
  return (
    <Alert tone={failed > 0 ? 'warn' : 'good'} title={`${issued} issued${failed > 0 ? `, ${failed} not` : ''}.`}>
      {failed > 0 ? 'What kept them back is said in their rows.' : null}
    </Alert>
  )
}
