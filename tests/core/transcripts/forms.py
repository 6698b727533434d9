"""A fictional conversation in every form that is read: Ada asks, Sam Okafor tells."""

from __future__ import annotations

_GUID = "6e2b1f0c-0d3a-4c1e-9a7b-2f5d8e1c4a90"

ZOOM = """WEBVTT

1
00:00:01.500 --> 00:00:03.000
Ada Quill: Thanks for making time.

2
00:00:03.100 --> 00:00:06.000
Sam Okafor (he/him): Sure: ask away.

3
00:00:06.200 --> 00:00:08.000
Sam Okafor (he/him): I have the whole morning.

4
01:02:03.000 --> 01:02:05.000
Ada Quill: Who else should I talk to?
"""

ZOOM_CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:03.000
Thanks for making time.

00:00:03.000 --> 00:00:05.000
Sure, ask away.
"""

TEAMS = f"""WEBVTT

{_GUID}/12-0
00:00:00.260 --> 00:00:03.412
<v Quill, Ada (Northwind)>Thanks for
making time.</v>

{_GUID}/17-1
0:0:3.540 --> 0:0:7.23
<v Sam Okafor>Sure &mdash; ask away.
"""

STREAM = f"""WEBVTT

NOTE duration:"00:30:12.0000000"

NOTE language:en-us

NOTE Confidence: 0.86

{_GUID}
00:00:01.000 --> 00:00:04.000
Thanks for making time.

NOTE Confidence: 0.91

{_GUID}
00:00:04.000 --> 00:00:06.000
Sure, ask away.
"""

SRT = """1
00:00:01,000 --> 00:00:03,000
- ADA: Thanks for making time.
- SAM: Sure, ask away.

2
00:00:04,000 --> 00:00:06,000
<i>[Laughter]</i>
"""

BROADCAST = """WEBVTT

00:00:01.000 --> 00:00:03.000
&gt;&gt; ADA QUILL: Thanks for making time.

00:00:03.000 --> 00:00:05.000
It means a lot.

00:00:05.000 --> 00:00:07.000
>> SAM OKAFOR: Sure, ask away.
>> Hello?

00:00:08.000 --> 00:00:09.000
[Ada] Hello.
"""

ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:01.000 --> 00:00:03.000 align:start position:0%

thanks<00:00:01.500><c> for</c><00:00:02.000><c> making time</c>

00:00:03.000 --> 00:00:03.010 align:start position:0%
thanks for making time


00:00:03.010 --> 00:00:05.000 align:start position:0%
thanks for making time
sure<00:00:03.500><c> ask</c><00:00:04.000><c> away</c>
"""

ZOOM_CHAT = (
    "00:05:12\tAda Quill:\tThanks for making time.\n"
    "00:06:02\t Sam Okafor:\tSure: ask away.\nWhenever you like.\n"
)

ZOOM_SAVED_CHAT = """20:29:01 From  Ada Quill  to  Everyone : Thanks for making time.
20:30:31 From Sam Okafor to Everyone:
\tSure: ask away.
"""

OTTER = """Ada Quill  0:03  \nThanks for making time.

Unknown Speaker  0:09  \nSure: it is 10:30 now.

Speaker 2  1:02:07  \nWho else?

Transcribed by https://otter.ai
"""

OTTER_NAMELESS = "0:15  \nThanks for making time.\n\n0:31  \nSure, ask away.\n"

OTTER_ONE_LINE = (
    "Ada Quill  0:03  Thanks for making time. Sam Okafor  0:09  Sure. Ask away. Ada Quill  1:02:07  Who else?"
)

TEAMS_TEXT = "Ada Quill   0:03\nThanks for making time.\n\nSam Okafor   0:09\nSure, ask away.\n"

MEET = """Intro call (2026-03-04 15:01 GMT+1) - Transcript
Attendees
Ada Quill, Sam Okafor, Sam Okafor's Presentation
Transcript
00:00:00
 \nAda Quill: Thanks for making time.
Sam Okafor: Sure. So: ask
Ada Quill: I
00:05:12
 \nSam Okafor: away.
and take your time.
 \nTranscription ended after 00:30:30

This editable transcript was computer generated and might contain errors. People can also change the text.
"""

MEET_MARKDOWN = """# 📝 Notes

Mar 4, 2026

## Intro call

**Summary:** Ada asked Sam.

# 📖 Transcript

## Intro call \\- Transcript

### 00:00:00 {#00:00:00}

**Ada Quill:** Thanks for making time.

**Sam Okafor:** Sure, ask away.

### Transcription ended after 00:30:30

*This editable transcript was computer generated and might contain errors.*
"""

FATHOM = """Intro call - March 04
VIEW RECORDING - 30 mins (No highlights): https://fathom.example/calls/1

---

0:03 - Ada Quill (Quill & Sons)
  Thanks for making time.
  ACTION ITEM: Send the plan - WATCH: https://fathom.example/calls/1?t=3

0:09 - Sam Okafor
  Sure, ask away.
"""

ORAL_HISTORY = """timestamp,speaker,words,tags
00:00:03,AQ:,"Thanks, Sam &amp; all.",
00:00:09,SO:,"Sure; ""ask"" away.",work;school
"""

ALL = {
    "zoom.vtt": ZOOM,
    "zoom.cc.vtt": ZOOM_CAPTIONS,
    "teams.vtt": TEAMS,
    "stream.vtt": STREAM,
    "film.srt": SRT,
    "broadcast.vtt": BROADCAST,
    "rolling.vtt": ROLLING,
    "chat.txt": ZOOM_CHAT,
    "saved chat.txt": ZOOM_SAVED_CHAT,
    "otter.txt": OTTER,
    "otter nameless.txt": OTTER_NAMELESS,
    "otter one line.txt": OTTER_ONE_LINE,
    "teams.txt": TEAMS_TEXT,
    "meet.txt": MEET,
    "meet.md": MEET_MARKDOWN,
    "fathom.txt": FATHOM,
    "interview.csv": ORAL_HISTORY,
}
"""By the name that such a file has."""
