/* Our own rules: few, and each of a thing that honest files do not do. All but the first hold a file and do not
   refuse it: they tell a way of doing, not a known sample. Operators add theirs in a folder. */

rule eicar_test_file {
    meta:
        description = "the EICAR test file, which every scanner finds and which harms nobody"
    strings:
        $a = { 58 35 4F 21 50 25 40 41 50 5B 34 5C 50 5A 58 35 34 28 50 5E 29 37 43 43 29 37 7D 24 45 49 43 41 52 }
    condition:
        $a in (0..3)
}

rule powershell_hidden_download {
    meta:
        description = "a command line that starts PowerShell unseen to fetch or decode something"
        fairline = "hold"
    strings:
        $shell = "powershell" ascii wide nocase
        $unseen1 = /-w(in(dowstyle)?)?\s+(h(idden)?|1)\b/ ascii wide nocase
        $unseen2 = /-e(nc|ncodedcommand|c)?\s+[A-Za-z0-9+\/]{40}/ ascii wide nocase
        $fetch1 = "DownloadString" ascii wide nocase
        $fetch2 = "DownloadFile" ascii wide nocase
        $fetch3 = "Invoke-WebRequest" ascii wide nocase
        $fetch4 = "FromBase64String" ascii wide nocase
        $fetch5 = "Net.WebClient" ascii wide nocase
    condition:
        $shell and any of ($unseen*) and ($unseen2 or any of ($fetch*))
}

rule macro_that_fetches_and_runs {
    meta:
        description = "source of a macro that runs a program or a script host, and fetches or writes a file"
        fairline = "hold"
    strings:
        $vba = "Attribute VB_"
        $run1 = "WScript.Shell" nocase
        $run2 = "Shell.Application" nocase
        $run3 = /\bShell\s*\(/ nocase
        $run4 = "Win32_Process" nocase
        $get1 = "URLDownloadToFile" nocase
        $get2 = "MSXML2.XMLHTTP" nocase
        $get3 = "MSXML2.ServerXMLHTTP" nocase
        $get4 = "WinHttp.WinHttpRequest" nocase
        $get5 = "ADODB.Stream" nocase
        $get6 = "powershell" nocase
    condition:
        $vba and any of ($run*) and any of ($get*)
}

rule web_shell {
    meta:
        description = "a page for a server that runs what a request says"
        fairline = "hold"
    strings:
        $php = /\b(eval|assert|system|passthru|shell_exec|exec|popen)\s*\(\s*(base64_decode\s*\(\s*)?\$_(POST|GET|REQUEST|COOKIE)\b/ nocase
        $asp = /\beval\s*\(?\s*request\b/ nocase
        $jsp = /Runtime\.getRuntime\(\)\.exec\(\s*request\.getParameter/ nocase
    condition:
        any of them
}

rule script_host_from_document {
    meta:
        description = "a short text that makes a script host of Windows fetch a program"
        fairline = "hold"
    strings:
        $mshta = /\bmshta(\.exe)?["']?\s+["']?(https?:|vbscript:|javascript:)/ ascii wide nocase
        $regsvr = /\bregsvr32(\.exe)?["']?\s[^\r\n]{0,40}\/i:https?:/ ascii wide nocase
        $certutil = /\bcertutil(\.exe)?["']?\s[^\r\n]{0,40}-urlcache\b/ ascii wide nocase
        $bits = /\bbitsadmin(\.exe)?["']?\s[^\r\n]{0,40}\/transfer\b/ ascii wide nocase
    condition:
        any of them and filesize < 1MB
}
