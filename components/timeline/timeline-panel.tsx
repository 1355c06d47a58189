import { LinkButton } from '@/components/ui/button'
import { Card, CardBody, CardHeader } from '@/components/ui/card'
import { TimelineList, type TimelineListProps } from './timeline-list'

export type TimelinePanelProps = TimelineListProps & {
  /** Where all of it is. */
  readonly href: string
}

/** The newest of what happened, and the way to the rest. */
export const TimelinePanel = ({ items, zone, href }: TimelinePanelProps) => (
  <Card>
    <CardHeader
      title="Timeline"
      text={`The newest of everything that happened. Times in ${zone}.`}
      actions={
        <LinkButton href={href} variant="secondary" size="small">
          Whole timeline
        </LinkButton>
      }
    />
    {items.length === 0 ? (
      <CardBody className="text-ink-soft text-sm">Nothing happened yet.</CardBody>
    ) : (
      <div className="border-line border-t">
        <TimelineList items={items} zone={zone} />
      </div>
    )}
  </Card>
)
