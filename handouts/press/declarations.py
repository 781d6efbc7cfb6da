"""WeasyPrint's C declarations of Pango in, out the FFI that cffi would make of them, at once.

cffi needs a tenth of a second to understand them. What it understood of those of WeasyPrint 70.0
is kept here; `python -m tests.press.understood` writes it anew. Other declarations are not taken.
"""

import ast
import base64
import hashlib
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

SEAL = "299e085733e812fe423fff2164d6600d7a2a647a587339c14f6efed520bf75cf"
"""SHA-256 of the declarations."""


class OtherDeclarations(Exception):
    """WeasyPrint declares something else than what is kept here."""


@contextmanager
def understood() -> Iterator[None]:
    """Whoever imports cffi in here gets one that knows these declarations and no others.

    Its FFI does not search for libraries under other names, and raises OtherDeclarations.
    """
    backend: Any = import_module("_cffi_backend")  # only a page needs it

    class Understood(backend.FFI):  # type: ignore[misc]  # cffi has no types
        def cdef(self, text: str) -> None:
            if hashlib.sha256(text.encode()).hexdigest() != SEAL:
                raise OtherDeclarations

    known = ast.literal_eval(zlib.decompress(base64.b85decode(UNDERSTOOD)).decode())
    place: Any = ModuleType("cffi")
    place.FFI = lambda: Understood("weasyprint", **known)
    before = sys.modules.get("cffi")
    sys.modules["cffi"] = place
    try:
        yield
    finally:
        del sys.modules["cffi"]
        if before is not None:
            sys.modules["cffi"] = before


UNDERSTOOD = (
    "c-p00ZFk$avHmORX7{GqgY6Y1TQ6<Txm9f0)`={+lI(2S^zuL?B(b4MElK$$Y4*1l07;Pm1|Z~oa1t8NGZ+kj!2lTK>l^o"
    "hBxw*wZ~pvh&}$FSt2b`;ydx?7UcLGB)M^z!oli;ai~X#Nzn%L-krQ&Hh*@cP?58hCrA)^uMeS;$oZlq5W;y+uoMyDpmfy"
    "63=--2`q((3Q{h^$g)$~ra%>~fDU)lB3Q@=rW4GokMr(Wu`%{7Z?p_K~yt)Qf1Qu3Ed>Q8mU{-@s4R7lI*QcUVq_SV*DrS"
    "zw&=ogbkelnSMRWsJxx|E;A!PEE6iq_=_+6+vp4ea}MU}}YfHLZ{*$X|sDu>>^@6*fT}6Wi$+EaZI3D(=rF4Uuv1Lf<Pxx"
    "g)l~aV)i<jXkZ8(?Q?VIASL?@8cIhnF2jgffa5Tk3D-QP@iL;OiCGmPS>smz?R2Q2QR0ZC-A2V`+MD?eY0dWSWb&%nt8T$"
    "JesO_v~!2fT(F9%?i!T-^w*M9&m0|4yw+oV6^e*ikkc`)yHL3BGHJ{n4eOCv7wjD2P*rJCOXT%Hk*=3!u?|b<_A%{N77lZ"
    "}$gx&vIY)e(r3s}w<8s@y`qkV?(%^itwU@6$i9IxZIaIKpFsFCM1^fxOtm9u5-M2<NUyf0O2F|q!{MDW+he>UN+b~fF_GW"
    "l{+<>c7f48qih91#RzZixJn*maUw;mib1Tgt7^of1{0PNH6Vt2ob-Tw}D_B}NlHx$i!6Z_%G_diF}B`+YtEIyje$K>i|?4"
    "Ms;F`E!4$G9p<?dau7AHR4t7|@>0THP|cfg{`k-R&J?{-#C?-vg<y+J@7ghN_S8T%YV4Pn8mOaq{}xKc-KW@ccOR5p{j7Q"
    "y-1nz~rbg-j$Y{uJ!E7zmADsgn;Q4_p=-r)usI5@cYt4hoT>ZBB$QY*OjzP+OCqS=s_x43j$je@L6h?BLLgNS4a3d5x!1^"
    "udeXblNy@U)W~WcD--ruS#AGtDrxBnrQ+d5B9uv6`W6vtSqoTcx9YU&SVypoBUr`}EaRNirOKYc5iI2hmU4PZzso^neKzz"
    "3?m+m$!q-Z&tuSvKPr&+u_VSMP1enRr8+J3W3F8$G+1<b&>z4zA_3I1oERNQ}X1Lp3#8Ec%{fi(Zl+;4PJ%ZmoK+j2<CGo"
    "S0aVpFu$?|_NX{icrwd+t;GXTP!1Ly`PDH%roB*y+l65n5w`#1qq7~lhCv0tTGknJ<5H3JGeCu_V9GZU`GTEw)w#+kPT%3"
    "HL290eKEt1x8bOU+rYtDn~D!sD_ShC&<z<OXLMNumZp3lB3$TQXgrDpm-feY(h!Ald->lL~g05DeO2Rblj9->N{gL*@Ep&"
    "F3VgmY0kQgQoG=r<jfzQ;Kp-u-QJFtq&vT!~|VF@5ptK-WOuqFm^#QI&Z?j!x_7Y(^gM$i{~^W_p0H%6KXhWu1Sz)Q}UGQ"
    "%yIS3UEID~jF#@jWO%u7&qo)-+sV=%PCw_f+vRvV{>MnydYN@O`FL~XPKVc{1#4WpZ$n~mcQU#ho_(YwJIZWH+v8I8CgUm"
    "7u6trfbFaoz+N4XJ=>f)M_>tD*o=s+p+c~T2)M;B%Z|1ktk$XEGpUuuk?tD1C<aTMFc5MXQ3>S;#743t|D=K3?I-6axzBp"
    "%t+e(A^XgM5D-OKU$LN_F33j5dWZZw|^Zx;Ml%uo&5(jPir=Cd1jIea%6(LXPB^G_n>!(}`@AN|@qE;*y<jEm85Njsycs%"
    "uYNoXy8K%YxUl;PJsZK5w1?6?#JZIj5Z3P-f+4-Fj^cW-+b|L-}rWww%q~(XY$VloGDlC>;HIGn}3uNt(|1ENhu57qj{Ga"
    "7p{~ZaCrXx5M9@Uodt0{nKu{H|TV&NQ*l@GzXoY(;1xfL9am@dO35?$8_o}$Fr$BS<ZDz$<XQOb~ztTbc0KV&zBROMP=x6"
    "`L0l;Z41w(cWmGvM#J}o_!Db<F8@@IA5A9Xn+5ef?uZYajt%sBe11L|ncG>RO(RUkE|$aj(roXG*>ve%4;Sy<%lYtby!@z"
    "LBV_y{U+y|>8}Qw5J{~edYL`1_opW+mH@d#zs<gZPlg{bM>1h+;cKUug`!FqCamh0b%Egkp{j)3gY)0McbitR4b~8M83mo"
    "0GLDShGRN>f?Y8CaGIa4;<C+5*yVi%+9v7l4Ol2cRZw3$MKD5>o&TT-o}zKQdZt^?yGb)siYoyU*|8?~B{vv-s6-)~3e?x"
    "M>Ojm9pPW`TU<(`hiAOx&B%a=aY5XEbIo_f(y<xMqJAoOUzErj;dDRH)NT5R`G6@l^ceAivv;XG`^PF)|OZ52Nwr)zW=8o"
    "AAleYFR*M?^y%;&CsjS@Q!(&frZ!!`;*DFz+R8e$G6w4VHV(OHd}z%)GTb#wSX^aWY0R!0?H?2A-ZpiFAYd5uw;~GY#Ryl"
    ";f;HCHJqCV9*2FH%^Td!0al8v@A93^>x~<){!P5h-A4&oOPfpQ-?W^igt|c#WOCvA*V~o53geaQ!+U!F0N9Ys^>K!Q%_|l"
    "_A&EAbd`jX>8D@<=qN|C@@edd#XA?f}wyqcNqpT4dL_T=}4tQDuD#NRg&_6e6qrm+R+NSrN1BhChBqZ{bqms`mgxf~OB>;"
    "{q2vpnW*f`3#Zj2;@9vC9dsJX&8DNI+%-KnQOk&%!-D1?6sge^|p5I>V7ZN}|zpmreui!AC?6?6X1Kq<8g_I)>vlZ^N-P7"
    "(~A3!ZZ9ewFeuv)fbA{JhJh;@3C`W!ZNMUORgGM8W1(rQd)ij)GQk&PNF3u0wDH_fKkQxIJu~^C>~+fV)oOdpCuS1Rbx$W"
    "HF3jE$A`O1NA$!F5blrw)~fZ=k}2$e^Fp`NctpEHCPRDC{KWQaTXGs0;YDz>m80ZF-2raK8w~=&wWBtHzJQR;SY6m5Tzu^"
    "+%46UM9uJ!u%k~m-C>W~41!aiv=$gaO6|6#zaUo7Tp^&5o&tqyS8>p)(drg3kD7}-<$mX$(4pV~Bad_>G#h~{oKjyO0R2X"
    "K06e6>*<;8GWCg$zx-9s`1lz@Fz)oHv%}NWdy}ak|@s7z^2b;p`zD)WCFj(sgZ>`p`ZUYRaV_uI;KqZ<%sW<VGU`5==Alt"
    "flmB!(o&Y(2-0#)Rx)E#R$oytVPV;wkOLhgeQaAMduu^_c(Mnd)+9;es?P67;e=C3B&BMCNJC`{<-SadN_T+jdN!0J?D*)"
    "Ceyd@(ZgB_nrCWUzbq;|vpvdTOHHPcd50OjA3F-)Eahyq}a+y|H21?&W#<CMMj&|F5GM7Ou6no_)lPACS;jhM!X>@hMbHb"
    ")bT-jLrQN^<4zK;q0$uLJ{uC(7(tyjZ6Nqj^i#bUzrOJTEKrO;csMk7-OG*{h%(oEdiX@&vn76N1#w$&tSGclEOOmGs(8p"
    "|8FYK|8fc0Ht;@2Bu$SIv1jo}7)0bn3RG-e<!l<QAUe2IpOna~UG*T~vCaw{-=oDF9swxL{=WiLF2{x_vGq>I=6%Yq(}4("
    "OaDYF@`+WE^6@nG@l92g3DxSp@%yKgNQiXB@(^2ook-E^m2k@mubR_35B8gYPn3`#QF2dm@govQjWRt^sQwQ&<qf>({=LZ"
    "!^!Z6rDi_!n6SlKgLXp+(aLO0htoZwA@skgh2eWj|ORUX~)Dh+J|FyT^MtHopBt49xi0&t1qxShWhFsf0$e+0v-xq_lSn}"
    "=_PICNDm3HvC>(tJ|+@gCUiZv`OhT@Xe^mSd-U0Zb8ZS(Xo-tb2YK#8vt8t3L|KJ}u`_$_;A&c*EojBOE@b0aL!R$(ChRr"
    "CYosE{Qhz%#%vl><0?-T=HTO6ZGb}ry+SDAy`63&qI(sgJtE;S1rkhs!%j2wJWw2mEQbC1RYQbE}S5>n`ESC(MV3KFcO8I"
    "g_wD4mGec<VR;=8<*TMIN*^Go{lwJ%oYxMSAj3&@5~h~ZU35{Z>hT{~^|LZwP#ND~MxG}H5q>ujuGw@{ImP>6h^DEfc=x1"
    "XoY!3%NOtsOt&aTdl#WyeXdtlzcmE{|7cWW7mVJ35IQ%(B>F3mvCpTWN^P?oS@VP7mwK+9tGmh3VJY9=3ocglX=ap@M2Cz"
    "a-WAhHyqG!?~Po5IQt(dp~DCi&5OW~RZhMEqkYpM~W{k>a=m1;bx)mUd<b5BGA3@_ZL8A&wyV1qt)LCTy0)CKY&a)Pw1$m"
    "Ko(uFZpMlTCbRwqaNuPW)kGd0U)_w&F?SxLj~R^?Z0vO%DDXWDy;Ut^69!+QgyeNMPQe1sgEuP2}aUd~^{OssOgqJ8+$uo"
    "jv<~vX4^Rfl<Y0`OvVSbrO=s;REq`pb46ytuaNsIcCuEh<ZiC@6Wc3dmQ;Vi<9T$Xly_p$9UWZ8L<|>Pf~VxUF{9+>WCBH"
    "zE=(mx~$vcQ@T&d@1xl1DNde`CLX2Ufn}@W3VWZ~**Uu-3<=!<@t(pSpM!RFlBXRT6YQRkOFGJw2eW{KT(eluiI-uv_kov"
    "VcpW}+QQzi=U!Yniu=`r#)iA#V16e(VRbJt0+$8@`8x#h=ztk}XAcJi!bqowK`1Vgj@IXTS!c52XA*OKc1Tr&u5L_<u*k0"
    "Zi6<6ibrXym}v?}!hmO7UlJ6o-~pzysxcqq5jE#F2!4UA+}+&n^GXx9D+*y0t-nOx$;<(3dy^LK!nhqn(ZJOSW~!$ym5gb"
    "58kl*cao>Qe6f?vKSYiuZK&Wxo^OUZC1*4J1Ce5S983kek0G$c5G(JRs@S0)pNgp!)L%1V3Pq8%ItRCAdR44-z`M>3YO|4"
    "J6SbApI3-@?4Q7p%v*eSCKA773p(yMbrKWw`x?LYF)=Zsahtcpdv8W6v4Tz2+od`9f<tIs#GZ7DW;z*UBoO@q)BB(#w=8&"
    "c1<TQ@++XKa!r0CGG=}vP0}ecrDh^1#}gS6GZCDticI;Xs38GUvQwtB(sM}aHmVXX5s+Dlzzj}t-rd4Au~j$>HnlldOT?6"
    "vO<)ms`Au6TLCl>*x|~O3%FaaE)JkN`1Vvy5Br@bt$|Kj&%$pB9#Hm_YO8`WgEIg#<HzFmI5&^l22uOBBV45OQk~k5Zbco"
    "cvOr%dY6phl-ScGoVM6Y&81VmDrA<`rYDpAi$sj7;X_~EL{yFl~I4C$X<A;U8zWPXN*3{S^U<5MPN`@jmBpPM1Wt2bo%3J"
    "lpiG*g0+j-gNJkJ2UbBP#^IAVSSgl92Ja7lI#6A;aq^)cCLqS-jv9M=gfTQv~Y8)f>NSI+#iK)Co1col<(HZ>V}5Cp1KpD"
    "-|D0A?Se<(ma)tYj4RLyROThkWTSE$)m}`ds3vlL48~PN3an^gE6qvx$xe_aR_;dHQgZ4jdx!u3#*-jR1)cS33<F-3$GRG"
    "t`_IZ@pKvTg7!I>L*XU0y?|7dsT;O@3kGkw^5aVF1zCPqBwr0l<zJ+0AgTDP{>mr6n-Q;KfPi0&@72&*jg%G4H{te1D*Ro"
    "(sd=Sd)6{NdUa40y@C}R#bi~^hAnF!^Y)C{~y?aqiw!+oPIwYghcny<Zm>BOz^4kpk<;CF|qT$vdpRE<>HqYZ%uMe7T3-V"
    ")s-6?;5>Mk9!s|X?-sH^2`<?vkfFD>&yd48m9I6=;j<BX?o`6j8pCjxc{)n-7A=Y{Ycs{cefW>doXdh`wk!nL?pjR}Pi5F"
    "8Pk6?NYPgUWR`?Bo=t1%Nu+%`T?DCkZ%NHv0f<!k||>Gz6+*rBp|tbVrLk+Av<L3(D@-ju+L^LG36}EydNbArJ#AAuojTf"
    "P+LJc9TOju%$ecUJYz?aSRxWsF4SxwXYsxzWw%J-L5yd"
)
"""The parts of the FFI: base 85 of the compressed `repr`."""
