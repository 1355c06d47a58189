import { Button } from '@/components/ui/button'
import { CopyText } from '@/components/ui/copy-text'

/** A secret on its only appearance, to be copied. */
export const NewSecret = ({ secret, onDone }: { secret: string; onDone: () => void }) => (
  <div className="flex flex-col gap-4">
    <div className="rounded-md border border-line bg-sunken p-3">
      <CopyText text={secret} className="w-full justify-between text-ink text-sm" />
    </div>
    <Button className="self-end" onClick={onDone}>
      I have copied it
    </Button>
  </div>
)
