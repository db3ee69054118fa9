"""What the codes of the two symbol fonts that every reader knows mean by themselves (ISO 32000-1, annex D.5 and
D.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NONE = ".notdef"

_SYMBOL: Mapping[int, str] = {
    32: """
        space exclam universal numbersign existential percent ampersand suchthat parenleft parenright
        asteriskmath plus comma minus period slash zero one two three four five six seven eight nine colon
        semicolon less equal greater question congruent Alpha Beta Chi Delta Epsilon Phi Gamma Eta Iota theta1
        Kappa Lambda Mu Nu Omicron Pi Theta Rho Sigma Tau Upsilon sigma1 Omega Xi Psi Zeta bracketleft therefore
        bracketright perpendicular underscore radicalex alpha beta chi delta epsilon phi gamma eta iota phi1
        kappa lambda mu nu omicron pi theta rho sigma tau upsilon omega1 omega xi psi zeta braceleft bar
        braceright similar
    """,
    160: """
        Euro Upsilon1 minute lessequal fraction infinity florin club diamond heart spade arrowboth arrowleft
        arrowup arrowright arrowdown degree plusminus second greaterequal multiply proportional partialdiff
        bullet divide notequal equivalence approxequal ellipsis arrowvertex arrowhorizex carriagereturn aleph
        Ifraktur Rfraktur weierstrass circlemultiply circleplus emptyset intersection union propersuperset
        reflexsuperset notsubset propersubset reflexsubset element notelement angle gradient registerserif
        copyrightserif trademarkserif product radical dotmath logicalnot logicaland logicalor arrowdblboth
        arrowdblleft arrowdblup arrowdblright arrowdbldown lozenge angleleft registersans copyrightsans
        trademarksans summation parenlefttp parenleftex parenleftbt bracketlefttp bracketleftex bracketleftbt
        bracelefttp braceleftmid braceleftbt braceex
    """,
    241: """
        angleright integral integraltp integralex integralbt parenrighttp parenrightex parenrightbt
        bracketrighttp bracketrightex bracketrightbt bracerighttp bracerightmid bracerightbt
    """,
}
"""First code -> the names of the glyphs from there on."""
_DINGBATS: Mapping[int, str] = {
    32: """
        space 1 2 202 3 4 5 119 118 117 11 12 13 14 15 16 105 17 18 19 20 21 22 23 24 25 26 27 28 6 7 8 9 10 29
        30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64
        65 66 67 68 69 70 71 72 73 74 203 75 204 76 77 78 79 81 82 83 84 97 98 99 100
    """,
    128: """
        89 90 93 94 91 92 205 85 206 86 87 88 95 96
    """,
    161: """
        101 102 103 104 106 107 108 112 111 110 109 120 121 122 123 124 125 126 127 128 129 130 131 132 133 134
        135 136 137 138 139 140 141 142 143 144 145 146 147 148 149 150 151 152 153 154 155 156 157 158 159 160
        161 163 164 196 165 192 166 167 168 169 170 171 172 173 162 174 175 176 177 178 179 193 180 199 181 200
        182
    """,
    241: """
        201 183 184 197 185 194 198 186 195 187 188 189 190 191
    """,
}
"""The same by the numbers that dingbats have for names."""


def _codes(table: Mapping[int, str], before: str = "") -> Sequence[str]:
    names = [NONE] * 256
    for first, words in table.items():
        for code, word in enumerate(words.split(), first):
            names[code] = f"{before}{word}" if word.isdecimal() else word
    return tuple(names)


SYMBOL, DINGBATS = _codes(_SYMBOL), _codes(_DINGBATS, "a")
