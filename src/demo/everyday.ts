import type { SignIn } from "../signin/sign-in.ts";
import { type App, apps } from "./apps.ts";
import { atLocal, type Day, hour, isWeekend, weekdayOf } from "./calendar.ts";
import type { Person } from "./company.ts";
import { stopped, tokenEnds } from "./outcomes.ts";
import type { Network } from "./places.ts";
import { type Random, seededRandom } from "./random.ts";
import { type Attempt, userSignIn } from "./records.ts";
import { consentingSignIn, freshSignIn, quietSignIn } from "./sequences.ts";

const desktopApps: readonly App[] = [apps.office, apps.teams, apps.oneDrive, apps.edge, apps.broker];
const phoneApps: readonly App[] = [apps.outlookMobile, apps.teams, apps.broker];
const nobodySignedIn = stopped(50058, "A silent sign-in was tried, but no user is signed in.");

/** A date in somebody's life. */
interface Today {
  readonly person: Person;
  readonly midnight: number;
  readonly random: Random;
  readonly laptopSession: string;
  readonly phoneSession: string;
}

/** The routine of one person on one date of their own calendar, in no order. It depends on nothing but the two. */
export function everydayOf(person: Person, day: Day): SignIn[] {
  const session = (device: string): string =>
    seededRandom(`${person.userPrincipalName} ${device} week ${Math.floor(day / 7)}`).guid();
  const today: Today = {
    person,
    midnight: atLocal(day, 0, person.home.place.zone),
    random: seededRandom(`${person.userPrincipalName} on ${day}`),
    laptopSession: session("laptop"),
    phoneSession: session("phone"),
  };
  return isWeekend(day)
    ? [...phoneOf(today, 0.4), ...weekendOf(today)]
    : [...phoneOf(today, 0.85), ...workdayOf(today, weekdayOf(day))];
}

/** Work: the device in the morning, one real sign-in, then applications all day, with tokens renewed behind them. */
function workdayOf(today: Today, weekday: number): SignIn[] {
  const { person, random } = today;
  const isOfficeDay = weekday >= 2 && weekday <= 4 && random.chance(0.85);
  const network = isOfficeDay ? (person.office ?? person.home) : person.home;
  const start = today.midnight + (person.startsAt + random.between(-0.5, 0.5)) * hour;
  const length = random.between(8, 9.5);
  const on = atLaptop(today, network);

  const signIns =
    person.laptop.trustType === "Azure AD joined"
      ? [
          quietSignIn(
            { ...on(apps.windows, start), clientAppUsed: "Mobile Apps and Desktop clients" },
            random,
          ),
        ]
      : [];
  signIns.push(...freshSignIn(on(apps.officeHome, start + 0.05 * hour), random));
  for (let opened = random.whole(26, 38); opened > 0; opened -= 1) {
    const at = start + random.between(0.1, length) * hour;
    signIns.push(...opening(on(random.pick(person.apps), at), random));
  }
  for (let passed = 0; passed < length; passed += 1) {
    for (const app of desktopApps.filter(() => random.chance(0.96))) {
      const at = start + (passed + random.between(0.1, 1)) * hour;
      signIns.push(refresh({ ...on(app, at), isInteractive: false }, 0.004, random));
    }
  }
  return signIns;
}

/** An application opened in the browser: nearly always without a question. */
function opening(attempt: Attempt, random: Random): SignIn[] {
  const chance = random.next();
  if (chance < 0.015) return freshSignIn(attempt, random);
  if (chance < 0.03 && attempt.app.group === "azure") {
    return consentingSignIn({ ...attempt, app: apps.graphExplorer }, random);
  }
  const isTool = attempt.app === apps.azureCli;
  return [
    quietSignIn(isTool ? { ...attempt, clientAppUsed: "Mobile Apps and Desktop clients" } : attempt, random),
  ];
}

/** Some read a little on Saturday or Sunday. */
function weekendOf(today: Today): SignIn[] {
  const { person, random } = today;
  if (!random.chance(0.3)) return [];
  const on = atLaptop(today, person.home);
  const at = today.midnight + random.between(10, 20) * hour;
  const opened = Array.from({ length: random.whole(1, 4) }, () =>
    quietSignIn(on(random.pick(person.apps), at + random.between(0.1, 1.5) * hour), random),
  );
  return [...freshSignIn(on(apps.officeHome, at), random), ...opened];
}

/** The phone renews its tokens day and night, less at night; `rate` is how often an application does so in an hour of the day. */
function phoneOf(today: Today, rate: number): SignIn[] {
  const { person, random } = today;
  return Array.from({ length: 24 }).flatMap((_, clock) => {
    const isNight = clock < 6 || clock > 22;
    return phoneApps
      .filter(() => random.chance(isNight ? rate / 2 : rate))
      .map((app) => {
        const network = isNight || random.chance(0.5) ? person.home : person.mobile;
        const at = today.midnight + (clock + random.next()) * hour;
        return refresh(
          {
            at,
            account: person,
            app,
            network,
            device: person.phone,
            isInteractive: false,
            sessionId: today.phoneSession,
          },
          0.01,
          random,
        );
      });
  });
}

/** A token renewed in the background. Now and then an old one has run out or nobody is signed in. */
function refresh(attempt: Attempt, failures: number, random: Random): SignIn {
  if (!random.chance(failures)) return quietSignIn(attempt, random);
  return userSignIn(
    attempt,
    random.pick([tokenEnds.inactivity, tokenEnds.frequency, nobodySignedIn]),
    random,
  );
}

/** Attempts at the laptop, wherever it stands that day. */
function atLaptop(today: Today, network: Network): (app: App, at: number) => Attempt {
  return (app, at) => ({
    at: Math.round(at),
    account: today.person,
    app,
    network,
    device: today.person.laptop,
    isInteractive: true,
    sessionId: today.laptopSession,
  });
}
