import { LinkButton } from '@/components/ui/button'
import { Card, CardHeader } from '@/components/ui/card'
import { DateTime } from '@/components/ui/date-time'

export type DraftNoteProps = {
  readonly book: string
  readonly zone: string
  readonly draft: { readonly savedAt: string; readonly savedBy: string } | null
}

/** The way to the next version: the draft that is being worked on, or a new one. */
export const DraftNote = ({ book, zone, draft }: DraftNoteProps) => (
  <Card aria-label="Next version">
    <CardHeader
      title="Next version"
      text={
        draft ? (
          <>
            A draft is being worked on, last saved by {draft.savedBy}, <DateTime at={draft.savedAt} zone={zone} />.
          </>
        ) : (
          'Prices are changed in a draft, tried on the usage of the last months, and then published.'
        )
      }
      actions={
        <LinkButton href={`/admin/pricing/draft?book=${book}`}>{draft ? 'Open draft' : 'Edit as draft'}</LinkButton>
      }
    />
  </Card>
)
