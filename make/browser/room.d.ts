// The shapes that the modules of a room pass on. What is `any` comes from the log and is held to tests/vectors/room.json.

/** Facts of an event, by name. */
type Data = Record<string, any>;
/** A thing of the room that may not be there: null then. */
type Maybe = any;

interface Attendee {
  called: string, capacity: string, voting: boolean, status: string, channel: string | null, seat: string,
  turns: number, seconds: number, promised: boolean,
}
interface Hand {
  hand_id: number, person_id: number, called: string, stance: string, channel: string, asked_at: string, turns_taken: number,
}
interface Said { statement_id: number, person_id: number, called: string, stance: string, text: string, said_at: string }
interface Phase { code: string, name: string, name_en: string, allows: string[], speakers: string[] }

/** What the log says of a room, folded; consult/meeting/rules/room.py has the same. */
interface RoomState {
  meeting: Maybe, chair: string | null, chair_id: number | null, convened_chair_id: number | null, me: number | null,
  quorum: Maybe, present: number, quorum_met: boolean, order: Maybe, counts: Record<string, number>,
  attendees: Record<string, Attendee>, agenda: Data[], discussion: Maybe, queue: Hand[], turn: Maybe, turns: Data[],
  turns_count: number, statements: Said[], statements_count: number, motion: Maybe, ballot: Maybe, help: Data[],
  sitting: Maybe, recent: Data[], suspended: Maybe, heard: number, spoken: Data, debate_closed: boolean,
  point: Maybe, points: Data[], rulings: Data[], question: Maybe, amendment: Maybe, straw: Maybe, parked: Data[],
  parked_count: number,
}
/** What one event changes. */
type Change = (s: RoomState, d: Data) => Partial<RoomState>;
/** An event as it is pushed. */
interface RoomEvent { epoch: number, seq: number, name: string, at: string, data: Data }

/** Why a step cannot be taken; an empty why is a step to take. */
interface Why { why: string, facts: Data }
/** Where one person stands in the room. */
interface Own { here: boolean, voting: boolean, observes: boolean, turns: number, place: number, speaks: boolean }
/** Why one person cannot take one step. */
type Step = (s: RoomState, me: Own, id: number) => Why;

/** A sentence of the page's own words. */
type Say = (key: string, facts?: Data) => string;
interface Moments { clock: (iso: string) => string, day: (date: string | null) => string }
/** What a view reads. */
interface Reading {
  s: RoomState, me: number, lang: string, urls: Record<string, string>, kind: string, say: Say, moments: Moments,
  day: (date: string | null) => string, now: () => number, turnout: () => number, online: () => number,
}
/** What a view draws; null hides its part. */
type View = (ctx: Reading) => Node[] | null;
/** The line to the room, and when it last said something. */
interface Line { state: string, since: number }

/** A command on its way. */
interface Entry { id: string, owner: string, name: string, args: Data, at: number, tries: number }
/** What became of it. */
interface Answer { ok?: boolean, answer?: Data, refused?: { code: string, facts?: Data }, expired?: boolean }
interface Shelf { all: () => Promise<Entry[]>, put: (entry: Entry) => Promise<void>, drop: (id: string) => Promise<void> }
interface Outbox {
  add: (name: string, args: Data, more?: object) => Promise<string>, flush: () => Promise<void>,
  sweep: () => Promise<void>, load: () => Promise<void>, waiting: () => Entry[],
}
