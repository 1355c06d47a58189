import { Eye } from 'lucide-react'
import { Link } from '@/components/ui/link'

export type ViewingStripProps = {
  readonly org: string
  readonly name: string
}

/** Says to somebody of the platform that these are a customer's pages, and leads back to where they came from. */
export const ViewingStrip = ({ org, name }: ViewingStripProps) => {
  return (
    <aside
      aria-label="Seen by the platform"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-accent-soft px-3.5 py-2 text-sm"
    >
      <Eye aria-hidden className="size-4 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 basis-56 [overflow-wrap:anywhere]">
        You see {name} as its people do. What you change here is done in the name of the platform.
      </p>
      <Link href={`/admin/organizations/${org}`} className="link whitespace-nowrap">
        Back to administration
      </Link>
    </aside>
  )
}
