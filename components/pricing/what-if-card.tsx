import { Alert } from '@/components/ui/alert'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'
import { EmptyState } from '@/components/ui/empty-state'
import { type DraftButtonProps, RunWhatIfButton } from './draft-buttons'
import type { WhatIfItem } from './what-if-item'
import { WhatIfResult } from './what-if-result'

export type WhatIfCardProps = DraftButtonProps & {
  readonly whatIf:
    | { readonly state: 'missing' }
    | { readonly state: 'outdated'; readonly at: string }
    | { readonly state: 'current'; readonly at: string; readonly result: WhatIfItem }
  readonly zone: string
  readonly least: boolean
  readonly turned: string
}

/** The saved draft over the usage of the last months: to be run, to be run again, or with its result. */
export const WhatIfCard = ({ whatIf, zone, least, turned, ...button }: WhatIfCardProps) => (
  <Card aria-label="What-if">
    <CardHeader
      title="What-if"
      text={
        <>
          The last three months and the running one, what was really used at the draft’s prices. Before VAT and before
          credit.
          {whatIf.state === 'current' ? (
            <>
              {' '}
              Run <DateTime at={whatIf.at} zone={zone} />.
            </>
          ) : null}
        </>
      }
      actions={<RunWhatIfButton {...button} again={whatIf.state === 'current'} />}
    />
    {whatIf.state === 'missing' ? (
      <EmptyState title="Not run yet" text="A draft is published once a what-if was run on its prices." />
    ) : null}
    {whatIf.state === 'outdated' ? (
      <CardBody>
        <Alert tone="warn" title="Run it again: prices or months are others since the last run." />
      </CardBody>
    ) : null}
    {whatIf.state === 'current' ? <WhatIfResult result={whatIf.result} least={least} turned={turned} /> : null}
  </Card>
)
