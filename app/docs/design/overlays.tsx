'use client'

import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Input } from '@/components/ui/input'
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import { Switch } from '@/components/ui/switch'
import { Tab, TabList, TabPanel, Tabs } from '@/components/ui/tabs'
import { toast } from '@/components/ui/toast'
import { Tooltip } from '@/components/ui/tooltip'
import { refuseAfter, succeedAfter } from './made-up-actions'
import { longName } from './sample'
import { Section, Specimen } from './section'

/** What opens, switches and passes. */
export const Overlays = () => (
  <Section id="overlays" title="Overlays and switches">
    <Specimen name="overlays">
      <Dialog>
        <DialogTrigger asChild>
          <Button variant="secondary">Dialog</Button>
        </DialogTrigger>
        <DialogContent title="A short form" text="With one sentence of explanation." footer={<Button>Save</Button>}>
          The body scrolls when it is long.
        </DialogContent>
      </Dialog>
      <Dialog>
        <DialogTrigger asChild>
          <Button variant="secondary">Dialog, long</Button>
        </DialogTrigger>
        <DialogContent title={longName} footer={<Button>Save</Button>}>
          <Input aria-label="First in the body" />
          <p className="h-[120vh]">The body scrolls when it is long; title and buttons stay.</p>
        </DialogContent>
      </Dialog>
      <ConfirmDialog
        trigger={<Button variant="secondary">Confirm, works</Button>}
        title="Revoke this key?"
        text="The next call with it is refused."
        confirm="Revoke key"
        danger
        action={() => succeedAfter(800, {})}
      />
      <ConfirmDialog
        trigger={<Button variant="secondary">Confirm, refused</Button>}
        title="Issue the invoice?"
        text="It gets a number."
        confirm="Issue invoice"
        action={() => refuseAfter(800)}
      />
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="secondary">Menu</Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuLabel>What it is about</DropdownMenuLabel>
          <DropdownMenuSeparator />
          <DropdownMenuItem>First</DropdownMenuItem>
          <DropdownMenuItem disabled>Second, disabled</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Sheet>
        <SheetTrigger asChild>
          <Button variant="secondary">Sheet</Button>
        </SheetTrigger>
        <SheetContent title="Menu">Navigation on a phone</SheetContent>
      </Sheet>
      <Tooltip text="An explanation that is also elsewhere">
        <Button variant="secondary">Tooltip</Button>
      </Tooltip>
      <Button variant="secondary" onClick={() => toast.success('Saved', { description: 'In force from tomorrow.' })}>
        Toast
      </Button>
      <Button variant="secondary" onClick={() => toast.error('The connection broke')}>
        Toast, bad
      </Button>
    </Specimen>
    <Specimen name="switches">
      <Switch aria-label="Off" />
      <Switch aria-label="On" defaultChecked />
      <Switch aria-label="Disabled" disabled />
    </Specimen>
    <Tabs defaultValue="one">
      <TabList>
        <Tab value="one">Billing</Tab>
        <Tab value="two">Tenants</Tab>
        <Tab value="three">Members</Tab>
      </TabList>
      <TabPanel value="one">The first view.</TabPanel>
      <TabPanel value="two">The second view.</TabPanel>
      <TabPanel value="three">The third view.</TabPanel>
    </Tabs>
  </Section>
)
