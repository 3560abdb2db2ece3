export interface Place {
  readonly city: string;
  readonly state: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryOrRegion: string;
  readonly latitude: number;
  readonly longitude: number;
  /** IANA time zone. */
  readonly zone: string;
}

/** Where a request comes from on the internet. Addresses and numbers are those set aside for documentation. */
export interface Network {
  readonly place: Place;
  readonly address: string;
  readonly asn: number;
  /** The trusted named location that it is, if it is one. */
  readonly namedLocation?: string;
}

export const places = {
  berlin: place("Berlin", "Berlin", "DE", 52.52, 13.405, "Europe/Berlin"),
  munich: place("Munich", "Bavaria", "DE", 48.137, 11.575, "Europe/Berlin"),
  london: place("London", "England", "GB", 51.507, -0.128, "Europe/London"),
  dublin: place("Dublin", "Leinster", "IE", 53.35, -6.26, "Europe/Dublin"),
  stockholm: place("Stockholm", "Stockholm", "SE", 59.329, 18.069, "Europe/Stockholm"),
  madrid: place("Madrid", "Madrid", "ES", 40.417, -3.703, "Europe/Madrid"),
  saoPaulo: place("São Paulo", "São Paulo", "BR", -23.55, -46.633, "America/Sao_Paulo"),
  bengaluru: place("Bengaluru", "Karnataka", "IN", 12.972, 77.594, "Asia/Kolkata"),
  newYork: place("New York", "New York", "US", 40.713, -74.006, "America/New_York"),
  tokyo: place("Tokyo", "Tokyo", "JP", 35.677, 139.65, "Asia/Tokyo"),
  amsterdam: place("Amsterdam", "North Holland", "NL", 52.368, 4.904, "Europe/Amsterdam"),
  panama: place("Panama City", "Panama", "PA", 8.983, -79.519, "America/Panama"),
  singapore: place("Singapore", "", "SG", 1.352, 103.82, "Asia/Singapore"),
  johannesburg: place("Johannesburg", "Gauteng", "ZA", -26.204, 28.047, "Africa/Johannesburg"),
} as const satisfies Record<string, Place>;

export const offices = {
  berlin: { place: places.berlin, address: "192.0.2.10", asn: 64496, namedLocation: "Berlin office" },
  london: { place: places.london, address: "192.0.2.74", asn: 64496, namedLocation: "London office" },
} as const satisfies Record<string, Network>;

/** The cloud region in which the company's own servers run. */
export const dataCentre: Network = { place: places.amsterdam, address: "198.51.100.200", asn: 64510 };

/** Somebody's line at home; `line` tells people apart (1 to 99). */
export function homeLine(place: Place, line: number): Network {
  return { place, address: `198.51.100.${line}`, asn: 64501 };
}

/** A phone on its carrier's network; `line` tells people apart. */
export function mobileLine(place: Place, line: number): Network {
  return { place, address: `2001:db8:40:${line.toString(16)}::2f`, asn: 64502 };
}

/** A rented server, from which attackers work; `host` is the last number of its address. */
export function rentedServer(place: Place, host: number): Network {
  return { place, address: `203.0.113.${host}`, asn: 64500 };
}

function place(
  city: string,
  state: string,
  countryOrRegion: string,
  latitude: number,
  longitude: number,
  zone: string,
): Place {
  return { city, state, countryOrRegion, latitude, longitude, zone };
}
